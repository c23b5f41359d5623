package io.tidemark.simulator.vnode;

import io.tidemark.simulator.store.StoreFile;
import java.io.IOException;

/** One log file: its records' offsets (as its {@code .idx} has them) and its extents. */
final class WalSegment {
    static final long OPEN = -1;

    final StoreFile file;
    final long firstVersion;
    final long createdSeconds;
    private long closedSeconds = OPEN;
    private final LongList offsets = new LongList();
    private final LongList extents = new LongList();
    private long syncedBytes;

    WalSegment(StoreFile file, long firstVersion, long createdSeconds) {
        this.file = file;
        this.firstVersion = firstVersion;
        this.createdSeconds = createdSeconds;
    }

    void addRecord(long offset) {
        offsets.add(offset);
    }

    void addExtent(long id) {
        extents.add(id);
    }

    long lastVersion() {
        return firstVersion + offsets.count() - 1;
    }

    /** Where a record begins; for the version after the last one, where the log ends. */
    long offsetOf(long version) {
        int index = (int) (version - firstVersion);
        return index == offsets.count() ? size() : offsets.get(index);
    }

    int extentCount() {
        return extents.count();
    }

    long extent(int index) {
        return extents.get(index);
    }

    long size() {
        return file.size();
    }

    long syncedBytes() {
        return syncedBytes;
    }

    void sync() throws IOException {
        file.force();
        syncedBytes = size();
    }

    void close(long seconds) throws IOException {
        file.seal();
        closedSeconds = seconds;
    }

    /** When it was closed, in seconds since the epoch, or {@link #OPEN}. */
    long closedSeconds() {
        return closedSeconds;
    }
}
