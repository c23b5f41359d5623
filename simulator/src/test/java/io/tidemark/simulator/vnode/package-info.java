@NullMarked
package io.tidemark.simulator.vnode;

import org.jspecify.annotations.NullMarked;
