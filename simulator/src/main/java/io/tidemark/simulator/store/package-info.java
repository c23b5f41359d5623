/** Blocks and their bytes: identities, files, pinned views, and the oracle's own image of a store. */
@NullMarked
package io.tidemark.simulator.store;

import org.jspecify.annotations.NullMarked;
