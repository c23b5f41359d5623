/**
 * The run of a billion blocks: a log that is made up as it goes, two lives of an engine in child processes with a SIGKILL
 * between them, and what the log itself knows of every answer.
 */
@NullMarked
package io.tidemark.reports.billion;

import org.jspecify.annotations.NullMarked;
