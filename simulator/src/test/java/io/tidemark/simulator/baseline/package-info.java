@NullMarked
package io.tidemark.simulator.baseline;

import org.jspecify.annotations.NullMarked;
