/** Backups made from the engine's windows: coordinator, sessions, the backup folder and its format, verify and restore. */
@NullMarked
package io.tidemark.backup;

import org.jspecify.annotations.NullMarked;
