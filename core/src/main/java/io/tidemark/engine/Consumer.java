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

    /** Whether its cursor or the end of its open window is at one sequence or behind it, and before another. */
    boolean standsBetween(long sequence, long before) {
        return isBetween(cursor, sequence, before) || (openWindow != null && isBetween(openWindow, sequence, before));
    }

    private static boolean isBetween(BackupCursor end, long sequence, long before) {
        return end.segmentSequence() >= sequence && end.segmentSequence() < before;
    }
}
