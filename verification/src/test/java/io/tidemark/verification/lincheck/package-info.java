/** Linearizability and progress, by stress and by model checking. Model checking assumes sequential consistency; jcstress does not. */
@NullMarked
package io.tidemark.verification.lincheck;

import org.jspecify.annotations.NullMarked;
