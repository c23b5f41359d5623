@NullMarked
package io.tidemark.simulator.storage;

import org.jspecify.annotations.NullMarked;
