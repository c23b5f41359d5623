/** The command line: {@link io.tidemark.reports.cli.Tidemark} and its commands. */
@NullMarked
package io.tidemark.reports.cli;

import org.jspecify.annotations.NullMarked;
