package io.tidemark.simulator.vnode;

import io.tidemark.event.BlockEvent;
import io.tidemark.simulator.VirtualClock;
import io.tidemark.simulator.store.StoreView;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A small vnode with the naive model of its rows beside it. Timestamps are milliseconds around the virtual present; a file
 * set spans 1,000 of them unless a test asks otherwise.
 */
final class Harness implements AutoCloseable {
    static final long SPAN = 1_000;
    static final long KEEP = 1_000_000;

    /** A row as the model and the store name it. */
    record RowKey(long uid, long timestamp) implements Comparable<RowKey> {
        @Override
        public int compareTo(RowKey other) {
            return uid != other.uid ? Long.compare(uid, other.uid) : Long.compare(timestamp, other.timestamp);
        }
    }

    /** What is known of a row. */
    record RowValue(long seed, int length) {}

    final VirtualClock clock = new VirtualClock();
    final List<BlockEvent> delivered = new ArrayList<>();
    final NavigableMap<RowKey, RowValue> model = new TreeMap<>();
    final Set<Long> tables = new HashSet<>();
    final Vnode vnode;
    private final Set<Long> known = new HashSet<>();
    private final SplittableRandom random;

    Harness(VnodeOptions options, Storage storage, long seed) throws IOException {
        this.random = new SplittableRandom(seed);
        this.vnode = Vnode.create(
                options,
                storage,
                clock,
                (kind, block, wal, time) -> delivered.add(new BlockEvent(kind, block, wal, time)));
    }

    Harness(VnodeOptions options) throws IOException {
        this(options, Storage.memory(), 1);
    }

    static VnodeOptions options(int sttTrigger) {
        return options(sttTrigger, WalOptions.DEFAULTS);
    }

    static VnodeOptions options(int sttTrigger, WalOptions wal) {
        return new VnodeOptions(7, 30_000, 1_000, SPAN, KEEP, 10, 40, sttTrigger, wal);
    }

    /** The present in ticks, on the border of a file set. */
    long now() {
        long tick = vnode.options().ticksOf(clock.epochNanos());
        return tick - Math.floorMod(tick, SPAN);
    }

    void createTable(long uid) throws IOException {
        vnode.createTable(uid, uid % 2, "t" + uid);
        if (known.add(uid)) {
            tables.add(uid);
        }
    }

    void dropTable(long uid) throws IOException {
        vnode.dropTable(uid);
        tables.remove(uid);
        model.keySet().removeIf(row -> row.uid() == uid);
    }

    void insert(long uid, long seed, long... timestamps) throws IOException {
        unblock();
        long oldest = vnode.oldestTick();
        vnode.insert(uid, timestamps, 24, seed);
        for (int i = 0; i < timestamps.length; i++) {
            if (tables.contains(uid) && timestamps[i] >= oldest) {
                model.put(new RowKey(uid, timestamps[i]), new RowValue(seed + i, 24));
            }
        }
    }

    /** Rows at {@code count} ticks from {@code first} on. */
    void insertRun(long uid, long seed, long first, int count) throws IOException {
        long[] timestamps = new long[count];
        java.util.Arrays.setAll(timestamps, i -> first + i);
        insert(uid, seed, timestamps);
    }

    void delete(long uid, long from, long to) throws IOException {
        unblock();
        vnode.delete(uid, from, to);
        if (from <= to) {
            model.subMap(new RowKey(uid, from), true, new RowKey(uid, to), true).clear();
        }
    }

    /** Commits everything and lets every job end. */
    void flush() throws IOException {
        unblock();
        vnode.flush();
        settle();
    }

    void unblock() throws IOException {
        while (vnode.isBlocked()) {
            vnode.step(random::nextInt);
        }
    }

    void settle() throws IOException {
        while (vnode.hasWork()) {
            vnode.step(random::nextInt);
        }
    }

    int choose(int bound) {
        return random.nextInt(bound);
    }

    /** Every row that the store's blocks hold, less those of expired file sets. */
    NavigableMap<RowKey, RowValue> stored() throws IOException {
        try (StoreView view = vnode.snapshot(() -> {})) {
            return rows(view);
        }
    }

    NavigableMap<RowKey, RowValue> rows(StoreView view) throws IOException {
        NavigableMap<RowKey, RowValue> rows = new TreeMap<>();
        StoreReader.read(blocks(view))
                .forEach((uid, timestamp, version, seed, length) ->
                        rows.put(new RowKey(uid, timestamp), new RowValue(seed, length)));
        rows.keySet().removeIf(row -> isExpired(row.timestamp()));
        return rows;
    }

    NavigableMap<RowKey, RowValue> expected() {
        NavigableMap<RowKey, RowValue> rows = new TreeMap<>(model);
        rows.keySet().removeIf(row -> isExpired(row.timestamp()));
        return rows;
    }

    /** The first row that store and model do not agree on, or null. */
    @Nullable
    String firstDifference() throws IOException {
        NavigableMap<RowKey, RowValue> expected = expected();
        NavigableMap<RowKey, RowValue> stored = stored();
        Set<RowKey> keys = new TreeSet<>(expected.keySet());
        keys.addAll(stored.keySet());
        for (RowKey key : keys) {
            if (!Objects.equals(expected.get(key), stored.get(key))) {
                return key + ": expected=" + expected.get(key) + ", stored=" + stored.get(key);
            }
        }
        return null;
    }

    private boolean isExpired(long timestamp) {
        return vnode.options().lastTick(vnode.options().fileSetOf(timestamp)) < vnode.oldestTick();
    }

    static StoreReader.Blocks blocks(StoreView view) {
        return new StoreReader.Blocks() {
            @Override
            public long[] ids() {
                return view.ids();
            }

            @Override
            public ByteBuffer read(long id) throws IOException {
                ByteBuffer bytes = ByteBuffer.allocate(view.length(id));
                view.read(id, bytes);
                return bytes.flip();
            }
        };
    }

    /** All blocks of a view, for comparisons. */
    static Map<Long, ByteBuffer> content(StoreView view) throws IOException {
        Map<Long, ByteBuffer> content = new HashMap<>();
        StoreReader.Blocks blocks = blocks(view);
        for (long id : blocks.ids()) {
            content.put(id, blocks.read(id));
        }
        return content;
    }

    @Override
    public void close() throws IOException {
        vnode.close();
    }
}
