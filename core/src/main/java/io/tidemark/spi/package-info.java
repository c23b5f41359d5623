/** What a host implements, and the seams through which the engine reaches time, threads and files. */
@NullMarked
package io.tidemark.spi;

import org.jspecify.annotations.NullMarked;
