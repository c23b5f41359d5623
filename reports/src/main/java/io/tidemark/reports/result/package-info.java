/** What a run measured: the versioned records behind {@code summary.json} and {@code --json}, their writer and their reader. */
@NullMarked
package io.tidemark.reports.result;

import org.jspecify.annotations.NullMarked;
