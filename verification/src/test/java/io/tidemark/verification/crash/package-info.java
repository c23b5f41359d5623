/** The crash check on the engine as it is, and on engines with a broken part under or around them, which it must find. */
@NullMarked
package io.tidemark.verification.crash;

import org.jspecify.annotations.NullMarked;
