package io.tidemark.reports.bench.mark;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * The peer: one hash node a block, and for each mark a node in a skip list by time and one in a skip list by WAL offset,
 * each with a bitmap of its own, all under one read-write lock. It keeps the cost of that design, not its mistakes: a
 * second mark of a block moves the block to the new nodes, and a query is not cut.
 */
final class LiteralDesign implements MarkTracker, MarkTracker.Producer {
    private static final class Node {
        private long walOffset;
        private long timestampNanos;
    }

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<Long, Node> blocks = new HashMap<>();
    private final Roaring64Bitmap dirty = new Roaring64Bitmap();
    private final NavigableMap<Long, Roaring64Bitmap> byTime = new ConcurrentSkipListMap<>();
    private final NavigableMap<Long, Roaring64Bitmap> byWal = new ConcurrentSkipListMap<>(Long::compareUnsigned);

    @Override
    public Producer producer() {
        return this;
    }

    @Override
    public void mark(long blockId, long walOffset, long timestampNanos) {
        lock.writeLock().lock();
        try {
            Node node = blocks.get(blockId);
            if (node == null) {
                node = new Node();
                blocks.put(blockId, node);
            } else {
                remove(byTime, node.timestampNanos, blockId);
                remove(byWal, node.walOffset, blockId);
            }
            node.walOffset = walOffset;
            node.timestampNanos = timestampNanos;
            add(byTime, timestampNanos, blockId);
            add(byWal, walOffset, blockId);
            dirty.addLong(blockId);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static void add(NavigableMap<Long, Roaring64Bitmap> index, long key, long blockId) {
        Roaring64Bitmap bitmap = index.get(key);
        if (bitmap == null) {
            bitmap = new Roaring64Bitmap();
            index.put(key, bitmap);
        }
        bitmap.addLong(blockId);
    }

    private static void remove(NavigableMap<Long, Roaring64Bitmap> index, long key, long blockId) {
        Roaring64Bitmap bitmap = index.get(key);
        if (bitmap != null) {
            bitmap.removeLong(blockId);
            if (bitmap.isEmpty()) {
                index.remove(key);
            }
        }
    }

    @Override
    public void end() {}

    @Override
    public void settle() {}

    /** Of each block the mark that came last counts: this design has no others. */
    @Override
    public long[] blocksByTime(long from, long to) {
        lock.readLock().lock();
        try {
            Roaring64Bitmap found = new Roaring64Bitmap();
            byTime.subMap(from, true, to, true).values().forEach(found::or);
            return found.toArray();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {}
}
