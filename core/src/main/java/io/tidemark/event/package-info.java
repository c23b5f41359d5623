/** Block events and their way in: the event itself, the ring buffer between host threads and the engine, and the interceptor that joins the two. */
@NullMarked
package io.tidemark.event;

import org.jspecify.annotations.NullMarked;
