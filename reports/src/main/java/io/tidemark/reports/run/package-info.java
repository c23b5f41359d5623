/** The runs behind the commands: they drive an engine, measure, verify, and answer with a summary. */
@NullMarked
package io.tidemark.reports.run;

import org.jspecify.annotations.NullMarked;
