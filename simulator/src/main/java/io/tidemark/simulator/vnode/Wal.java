package io.tidemark.simulator.vnode;

import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.event.EventKind;
import io.tidemark.simulator.store.BlockKind;
import io.tidemark.simulator.store.BlockStore;
import io.tidemark.simulator.store.StoreFile;
import io.tidemark.spi.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead log: dense versions from 1, segments that roll at commit (or by age and size where asked), trimmed at
 * the end of a commit. A segment is cut into extents, the blocks of the log.
 */
final class Wal {
    private static final long UNSYNCED_BYTES_MAX = 100L << 20;
    private static final int READ_BYTES = 1 << 20;

    /** Writes the body of a record. */
    @FunctionalInterface
    interface Body {
        void write(ByteBuffer target);
    }

    private final WalOptions options;
    private final BlockStore store;
    private final EventEmitter events;
    private final Clock clock;
    private final Deque<WalSegment> segments = new ArrayDeque<>();
    private ByteBuffer record = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
    private long lastVersion;
    private long lastSyncSeconds;
    private long trimmedSegments;

    Wal(WalOptions options, BlockStore store, EventEmitter events, Clock clock) {
        this.options = options;
        this.store = store;
        this.events = events;
        this.clock = clock;
        this.lastSyncSeconds = nowSeconds();
    }

    /**
     * Appends a record and reports the extents it touched.
     *
     * @param bodyBytes the most that {@code body} will write
     * @return the record's version
     */
    long append(short type, int bodyBytes, Body body) throws IOException {
        WalSegment segment = segmentToAppend();
        if (record.capacity() < WalLayout.HEADER_BYTES + bodyBytes) {
            record = ByteBuffer.allocate((WalLayout.HEADER_BYTES + bodyBytes) * 3 / 2)
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        record.clear().position(WalLayout.HEADER_BYTES);
        body.write(record);
        lastVersion++;
        WalLayout.complete(record, lastVersion, type, TimeUnit.NANOSECONDS.toMicros(clock.epochNanos()));
        events.advanceTo(lastVersion);
        long offset = segment.file.append(record);
        segment.addRecord(offset);
        growExtents(segment, offset);
        syncIfAsked(segment);
        return lastVersion;
    }

    private WalSegment segmentToAppend() throws IOException {
        WalSegment open = openSegment();
        if (open != null && (isTooOld(open) || isTooLarge(open))) {
            roll();
            open = null;
        }
        if (open != null) {
            return open;
        }
        StoreFile file = store.create(String.format(Locale.ROOT, "%020d.log", lastVersion + 1));
        WalSegment segment = new WalSegment(file, lastVersion + 1, nowSeconds());
        segments.addLast(segment);
        return segment;
    }

    private @Nullable WalSegment openSegment() {
        WalSegment last = segments.peekLast();
        return last == null || last.closedSeconds() != WalSegment.OPEN ? null : last;
    }

    private void growExtents(WalSegment segment, long from) {
        int extentBytes = options.extentBytes();
        long end = segment.size();
        for (long at = from - from % extentBytes; at < end; at += extentBytes) {
            int index = (int) (at / extentBytes);
            EventKind kind = EventKind.UPDATE;
            if (index == segment.extentCount()) {
                segment.addExtent(store.allocate(BlockKind.WAL));
                kind = EventKind.CREATE;
            }
            long id = segment.extent(index);
            store.put(id, segment.file, at, (int) Math.min(extentBytes, end - at));
            events.emit(kind, id);
        }
    }

    private void syncIfAsked(WalSegment segment) throws IOException {
        boolean eachWrite = options.level() == 2 && options.fsyncPeriodMillis() == 0;
        if (eachWrite || segment.size() - segment.syncedBytes() > UNSYNCED_BYTES_MAX) {
            sync(segment);
        }
    }

    /* Reports FLUSH for the extents that have bytes not synced before. */
    private void sync(WalSegment segment) throws IOException {
        long from = segment.syncedBytes();
        if (from == segment.size()) {
            return;
        }
        segment.sync();
        for (int i = (int) (from / options.extentBytes()); i < segment.extentCount(); i++) {
            events.emit(EventKind.FLUSH, segment.extent(i));
        }
    }

    /** The fsync ticker of level 2. */
    void tick() throws IOException {
        WalSegment open = openSegment();
        if (open == null || options.level() != 2 || options.fsyncPeriodMillis() == 0) {
            return;
        }
        long now = nowSeconds();
        if (now - lastSyncSeconds >= Math.max(1, options.fsyncPeriodMillis() / 1000)) {
            lastSyncSeconds = now;
            sync(open);
        }
    }

    /** Closes the open segment; the next record begins a new one. */
    void roll() throws IOException {
        WalSegment open = openSegment();
        if (open != null) {
            sync(open);
            open.close(nowSeconds());
        }
    }

    /** Deletes what neither retention nor a restart needs, after a commit of {@code committedVersion}. */
    void trim(long committedVersion) throws IOException {
        int trimmable = trimmablePrefix(committedVersion);
        for (int i = 0; i < trimmable; i++) {
            WalSegment segment = segments.removeFirst();
            for (int extent = 0; extent < segment.extentCount(); extent++) {
                store.remove(segment.extent(extent));
                events.emit(EventKind.DELETE, segment.extent(extent));
            }
            store.drop(segment.file);
            trimmedSegments++;
        }
        events.trimJournal(firstVersion());
    }

    /* The longest prefix of closed, committed segments that ends at the last one which may go. */
    private int trimmablePrefix(long committedVersion) {
        long total = segments.stream().mapToLong(WalSegment::size).sum();
        int prefix = 0;
        int index = 0;
        for (WalSegment segment : segments) {
            if (segment.closedSeconds() == WalSegment.OPEN || segment.lastVersion() > committedVersion) {
                break;
            }
            index++;
            if (mayGo(segment, total)) {
                prefix = index;
                total -= segment.size();
            }
        }
        return prefix;
    }

    private boolean mayGo(WalSegment segment, long totalBytes) {
        long period = options.retentionPeriodSeconds();
        boolean overSize = options.retentionSizeBytes() > 0 && totalBytes > options.retentionSizeBytes();
        boolean overPeriod = period == 0 || (period > 0 && segment.closedSeconds() + period < nowSeconds());
        return overSize || overPeriod;
    }

    /** The oldest version still in the log; the next one to come when there is none. */
    long firstVersion() {
        WalSegment first = segments.peekFirst();
        return first == null ? lastVersion + 1 : first.firstVersion;
    }

    /** The last version written, 0 before the first. */
    long lastVersion() {
        return lastVersion;
    }

    long trimmedSegments() {
        return trimmedSegments;
    }

    int segmentCount() {
        return segments.size();
    }

    /** Reads records from the files, from one version to another, both inclusive. */
    void read(long from, long to, WalRecords.Visitor visitor) throws IOException {
        for (WalSegment segment : segments) {
            long first = Math.max(from, segment.firstVersion);
            long last = Math.min(to, segment.lastVersion());
            while (first <= last) {
                first = readSome(segment, first, last, visitor);
            }
        }
    }

    /* Reads whole records of at least READ_BYTES together, or what there is; answers the next version. */
    private static long readSome(WalSegment segment, long first, long last, WalRecords.Visitor visitor)
            throws IOException {
        long begin = segment.offsetOf(first);
        long next = first + 1;
        while (next <= last && segment.offsetOf(next) - begin < READ_BYTES) {
            next++;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(segment.offsetOf(next) - begin));
        segment.file.read(begin, bytes);
        try {
            WalRecords.forEach(bytes.flip(), visitor);
        } catch (CorruptDataException e) {
            throw new IOException("segment cannot be read: file=" + segment.file.name() + ", from=" + begin, e);
        }
        return next;
    }

    private long nowSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(clock.epochNanos());
    }

    private boolean isTooOld(WalSegment segment) {
        return options.rollPeriodSeconds() > 0 && nowSeconds() - segment.createdSeconds > options.rollPeriodSeconds();
    }

    private boolean isTooLarge(WalSegment segment) {
        return options.segmentSizeBytes() > 0 && segment.size() > options.segmentSizeBytes();
    }
}
