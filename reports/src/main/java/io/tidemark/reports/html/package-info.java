/** The report: one self-contained HTML page made of results. */
@NullMarked
package io.tidemark.reports.html;

import org.jspecify.annotations.NullMarked;
