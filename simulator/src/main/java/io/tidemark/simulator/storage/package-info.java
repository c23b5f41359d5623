/** A simulated disk under the engine: it knows what is durable, crashes where it is told to, and fails on demand. */
@NullMarked
package io.tidemark.simulator.storage;

import org.jspecify.annotations.NullMarked;
