package io.tidemark.engine;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a {@link BackupWindow} in slices: no block of a slice is below one of an earlier slice, and the parts of all slices
 * together are those of {@link BackupWindow#changes}. No slice is empty. Not thread-safe.
 */
public final class WindowSlices {
    private final Windows windows;
    private final BackupWindow window;
    private final long blocks;
    private long nextBlock;
    private boolean isAtEnd;

    WindowSlices(Windows windows, BackupWindow window, long blocks) {
        this.windows = windows;
        this.window = window;
        this.blocks = blocks;
    }

    /**
     * The next slice; {@code null} after the last one. After an {@link IOException} it can be asked for again.
     *
     * @throws FullRequiredException if a segment of the window turned out to be lost: what was read so far is no backup
     * @throws IllegalStateException if the window is no longer open
     * @throws IOException if a segment cannot be read now, and may be another time
     */
    public @Nullable ChangeSet next() throws IOException {
        if (isAtEnd) {
            return null;
        }
        ChangeSet slice = windows.slice(window, nextBlock, blocks);
        if (slice.isEmpty()) {
            isAtEnd = true;
            return null;
        }
        nextBlock = (last(slice) | 0xFFFF) + 1;
        isAtEnd = nextBlock == 0;
        return slice;
    }

    private static long last(ChangeSet slice) {
        long last = 0;
        for (BlockSet part : List.of(slice.touched(), slice.flushed())) {
            if (!part.isEmpty() && Long.compareUnsigned(part.last(), last) > 0) {
                last = part.last();
            }
        }
        return last;
    }
}
