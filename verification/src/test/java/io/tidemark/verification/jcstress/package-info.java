/**
 * What the memory model may do to concurrent classes, two actors at a time so that they run on two cores. {@code *Case} classes must
 * pass and {@code *Broken} classes must fail; {@link io.tidemark.verification.jcstress.JcstressSuiteTest} runs both.
 */
@NullMarked
package io.tidemark.verification.jcstress;

import org.jspecify.annotations.NullMarked;
