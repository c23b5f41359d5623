/**
 * The crash check: an engine on a disk that crashes, fails and decays at every operation, held to a ledger that is kept
 * outside of it. {@link io.tidemark.verification.crash.CrashCheck} is the whole of it.
 */
@NullMarked
package io.tidemark.verification.crash;

import org.jspecify.annotations.NullMarked;
