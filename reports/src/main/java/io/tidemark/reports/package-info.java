/** PLACEHOLDER */
@NullMarked
package io.tidemark.reports;

import org.jspecify.annotations.NullMarked;
