/** The proof: models that say what the engine must answer, and the checkers that hold it to them. */
@NullMarked
package io.tidemark.verification;

import org.jspecify.annotations.NullMarked;
