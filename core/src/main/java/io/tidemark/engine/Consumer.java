package io.tidemark.engine;

import org.jspecify.annotations.Nullable;

/**
 * A named reader of windows.
 *
 * @param cursor the end of its last committed window
 * @param hasBase whether a backup was ever completed, or tracking began with an empty store: without either the next one must be full
 * @param openWindow the end of a window that was begun and neither committed nor aborted
 * @param attempt counts the windows begun, so that a superseded one is recognised
 */
record Consumer(
        BackupCursor cursor, boolean hasBase, @Nullable BackupCursor openWindow, long attempt) {
    Consumer withWindow(BackupCursor end) {
        return new Consumer(cursor, hasBase, end, attempt + 1);
    }

    Consumer withoutWindow() {
        return new Consumer(cursor, hasBase, null, attempt);
    }

    Consumer committed(BackupCursor end) {
        return new Consumer(end, true, null, attempt);
    }

    boolean standsAt(long sequence) {
        return cursor.segmentSequence() == sequence || (openWindow != null && openWindow.segmentSequence() == sequence);
    }
}
