/** What a backup costs without a tracker: every block read, or every row taken from a message queue. */
@NullMarked
package io.tidemark.simulator.baseline;

import org.jspecify.annotations.NullMarked;
