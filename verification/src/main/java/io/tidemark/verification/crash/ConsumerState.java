package io.tidemark.verification.crash;

import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.BackupWindow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the engine must remember of a consumer.
 *
 * @param cursor the end of its last committed window; {@code null} if the engine never answered with it
 * @param position where that is in the {@link Arrivals}
 * @param hasBase whether its next window may be incremental
 * @param window the window that it has open
 */
record ConsumerState(
        @Nullable BackupCursor cursor,
        int position,
        boolean hasBase,
        @Nullable OpenWindow window) {

    /**
     * A window that was begun and neither committed nor aborted.
     *
     * @param end where it ends in the {@link Arrivals}
     * @param answer what the engine answered with, and what it held; {@code null} if it crashed before it said so
     */
    record OpenWindow(int end, @Nullable WindowAnswer answer) {
        @Override
        public String toString() {
            return answer == null ? "to an unknown cursor" : "to " + answer.to();
        }
    }

    ConsumerState withWindow(int end, @Nullable WindowAnswer answer) {
        return new ConsumerState(cursor, position, hasBase, new OpenWindow(end, answer));
    }

    ConsumerState withoutWindow() {
        return new ConsumerState(cursor, position, hasBase, null);
    }

    /** What the engine said of the open window; {@code null} if there is none, or nothing was said. */
    @Nullable
    WindowAnswer answer() {
        return window == null ? null : window.answer();
    }

    ConsumerState committed() {
        OpenWindow done = Objects.requireNonNull(window);
        return new ConsumerState(Objects.requireNonNull(done.answer()).to(), done.end(), true, null);
    }

    ConsumerState at(BackupCursor found) {
        return new ConsumerState(found, position, hasBase, window);
    }

    /** Whether this is what an engine says of the consumer. */
    boolean isLike(BackupCursor foundCursor, boolean foundBase, @Nullable BackupWindow foundWindow) {
        return (cursor == null || cursor.equals(foundCursor)) && hasBase == foundBase && isWindowLike(foundWindow);
    }

    private boolean isWindowLike(@Nullable BackupWindow found) {
        if (window == null || found == null) {
            return window == null && found == null;
        }
        return window.answer() == null || window.answer().to().equals(found.to());
    }
}
