/** PLACEHOLDER */
@NullMarked
package io.tidemark.verification;

import org.jspecify.annotations.NullMarked;
