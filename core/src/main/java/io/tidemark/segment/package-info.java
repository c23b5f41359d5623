/** The log-structured store of events: the active segment, sealed segments and their file format, the cache that spills them, the manifest. Not exported. */
@NullMarked
package io.tidemark.segment;

import org.jspecify.annotations.NullMarked;
