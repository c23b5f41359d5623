package io.tidemark.verification.crash;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.BackupWindow;
import org.jspecify.annotations.Nullable;

/**
 * A window as an engine gave it, and what was in it then.
 *
 * @param changes {@code null} if that could not be read, because a full backup is required or the disk failed
 */
record WindowAnswer(BackupWindow window, @Nullable ChangeSet changes) {
    BackupCursor to() {
        return window.to();
    }
}
