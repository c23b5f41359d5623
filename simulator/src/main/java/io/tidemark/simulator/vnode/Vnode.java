package io.tidemark.simulator.vnode;

import io.tidemark.event.EventSink;
import io.tidemark.simulator.store.BlockStore;
import io.tidemark.simulator.store.StoreView;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Storage;
import io.tidemark.spi.StorageEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One vnode: one log, one set of files, one stream of block events. Every change is a log record first; then rows and
 * deletes go to the memtable, tables to the catalogue. A full buffer, or a flush, freezes the memtable for a commit, and
 * commits lead to merges; these run in steps, between which writes go on.
 *
 * <p>Nothing happens by itself: the world calls the writes, {@link #step the steps of the jobs}, the {@linkplain
 * #deliver delivery of events} and {@link #tick the ticker}. To be used by one thread; views are safe for any.
 *
 * <p>Simplified against TDengine: rows have one column of bytes, so of two rows of one timestamp the later one wins whole;
 * blocks are neither compressed nor cut into checksummed pages, they carry a sum of their own; rows of a table are never
 * altered; one disk tier; no replication, so the log is held by no follower, and by no subscriber either. Not modelled:
 * rollup, transactions, encryption, caches.
 */
public final class Vnode implements StorageEngine, AutoCloseable {
    private final VnodeOptions options;
    private final Clock clock;
    private final BlockStore store;
    private final EventEmitter events;
    private final Wal wal;
    private final Catalogue catalogue;
    private final VnodeFile state;
    private final TsdbIo io;
    private final TsdbFileSystem fileSystem;
    private final Jobs jobs;
    private final BufferPool pool;
    private Memtable memtable = new Memtable();
    private @Nullable Memtable frozen;
    private boolean flushAsked;
    private long rows;
    private long rowsRejected;
    private long stalls;

    private Vnode(VnodeOptions options, Storage storage, Clock clock, EventSink sink) throws IOException {
        this.options = options;
        this.clock = clock;
        this.store = new BlockStore(options.vnode(), storage);
        this.events = new EventEmitter(clock, sink);
        this.wal = new Wal(options.wal(), store, events, clock);
        wal.append(WalLayout.NOOP, 0, body -> {});
        this.catalogue = new Catalogue(store, events);
        this.state = new VnodeFile(options, store, events);
        this.io = new TsdbIo(options, store, events);
        this.fileSystem = new TsdbFileSystem(io);
        this.jobs = new Jobs(io, fileSystem, catalogue);
        this.pool = new BufferPool(options.bufferBytes());
    }

    /**
     * Creates a new vnode. Its first log record is the leader's no-op, version 1.
     *
     * @param storage an empty folder, in memory or on disk; closed with the vnode
     * @param sink takes the events when they are {@linkplain #deliver delivered}
     */
    public static Vnode create(VnodeOptions options, Storage storage, Clock clock, EventSink sink) throws IOException {
        Vnode vnode = new Vnode(options, storage, clock, sink);
        vnode.state.stage(0, 0);
        vnode.state.publish();
        vnode.fileSystem.create();
        return vnode;
    }

    @Override
    public String name() {
        return "vnode-" + options.vnode();
    }

    /** Its options. */
    public VnodeOptions options() {
        return options;
    }

    /** Creates a table; one that exists stays as it is. */
    public void createTable(long uid, long suid, String name) throws IOException {
        if (catalogue.knows(uid)) {
            return;
        }
        TableKey table = new TableKey(suid, uid);
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        long version = wal.append(
                WalLayout.CREATE_TABLE,
                WalLayout.KEY_BYTES + bytes.length,
                body -> body.putLong(suid).putLong(uid).put(bytes));
        catalogue.create(table, name, version);
    }

    /** Drops a table; one that does not exist is no error. Its rows stay in the files until they are rewritten. */
    public void dropTable(long uid) throws IOException {
        TableKey table = catalogue.live(uid);
        if (table == null) {
            return;
        }
        long version = wal.append(
                WalLayout.DROP_TABLE,
                WalLayout.KEY_BYTES,
                body -> body.putLong(table.suid()).putLong(uid));
        catalogue.drop(uid, version);
    }

    /**
     * Writes rows; those too old to be kept are refused before the log. Row {@code i} has the value seed
     * {@code valueSeed + i}. The vnode must not be {@linkplain #isBlocked() blocked}.
     *
     * @param uid a table; if there is none all rows are refused
     * @param timestamps in ticks, in the order written
     * @param rowBytes size of a row's columns, at least 8
     * @return how many rows were accepted
     */
    public int insert(long uid, long[] timestamps, int rowBytes, long valueSeed) throws IOException {
        requireUnblocked();
        TableKey table = catalogue.live(uid);
        long oldest = oldestTick();
        int accepted = 0;
        for (long timestamp : timestamps) {
            accepted += table != null && timestamp >= oldest ? 1 : 0;
        }
        rowsRejected += timestamps.length - accepted;
        if (table == null || accepted == 0) {
            return 0;
        }
        int length = Math.max(RowContent.BYTES_MIN, rowBytes);
        long version = appendSubmit(table, timestamps, accepted, length, valueSeed, oldest);
        for (int i = 0; i < timestamps.length; i++) {
            if (timestamps[i] >= oldest) {
                pool.allocate(memtable.add(table, timestamps[i], version, valueSeed + i, length));
            }
        }
        rows += accepted;
        commitIfNeeded();
        return accepted;
    }

    private long appendSubmit(TableKey table, long[] timestamps, int accepted, int length, long seed, long oldest)
            throws IOException {
        int rowBytes = WalLayout.ROW_HEADER_BYTES + length;
        int bytes = WalLayout.SUBMIT_PREFIX_BYTES + WalLayout.SUBMIT_TABLE_BYTES + accepted * rowBytes;
        return wal.append(WalLayout.SUBMIT, bytes, body -> {
            body.putInt(bytes).putInt(options.vnode()).putLong(1);
            body.putLong(1)
                    .putLong(table.suid())
                    .putLong(table.uid())
                    .putLong(1)
                    .putLong(accepted);
            for (int i = 0; i < timestamps.length; i++) {
                if (timestamps[i] >= oldest) {
                    body.put((byte) 0)
                            .put((byte) 0)
                            .putShort((short) 1)
                            .putInt(rowBytes)
                            .putLong(timestamps[i]);
                    RowContent.put(body, table.uid(), timestamps[i], seed + i, length);
                }
            }
        });
    }

    /**
     * Deletes a table's rows in a range of time. The vnode must not be {@linkplain #isBlocked() blocked}.
     *
     * @param from the first tick
     * @param to the last tick; a range that is empty deletes nothing
     */
    public void delete(long uid, long from, long to) throws IOException {
        requireUnblocked();
        TableKey table = catalogue.live(uid);
        if (table == null || from > to) {
            return;
        }
        long version = wal.append(
                WalLayout.DELETE,
                2 * WalLayout.KEY_BYTES,
                body -> body.putLong(table.suid()).putLong(uid).putLong(from).putLong(to));
        pool.allocate(memtable.add(new Tomb(table, version, from, to)));
        commitIfNeeded();
    }

    /** {@code FLUSH DATABASE}: asks for a commit of what there is. */
    public void flush() throws IOException {
        wal.append(WalLayout.COMMIT, 0, body -> {});
        flushAsked = !memtable.isEmpty() || catalogue.hasUnflushed();
        commitIfNeeded();
    }

    /** {@code COMPACT DATABASE}: asks for a compaction of every file set. */
    public void compact() throws IOException {
        wal.append(WalLayout.COMPACT, 0, body -> {});
        jobs.compactAll();
    }

    /** Whether writes have to wait for background jobs: a commit is due and the one before is not done. */
    public boolean isBlocked() {
        return flushAsked || pool.isFull();
    }

    /** Counts a write that had to wait. */
    public void countStall() {
        stalls++;
    }

    private void requireUnblocked() {
        if (isBlocked()) {
            throw new IllegalStateException("buffer is full, step the jobs first: vnode=" + name());
        }
    }

    private void commitIfNeeded() throws IOException {
        if (!isBlocked() || frozen != null || !pool.hasFree()) {
            return;
        }
        flushAsked = false;
        Memtable freezing = memtable;
        frozen = freezing;
        memtable = new Memtable();
        pool.beginCommit();
        CommitJob commit =
                new CommitJob(io, fileSystem, wal, catalogue, state, freezing, wal.lastVersion(), io.nextCid());
        commit.step();
        jobs.commit(commit);
    }

    /** Whether a background job has anything to do. */
    public boolean hasWork() {
        return !jobs.isEmpty();
    }

    /**
     * Does a step of a background job.
     *
     * @param choose picks the job: a number from 0 to before its argument
     */
    public void step(IntUnaryOperator choose) throws IOException {
        boolean committed = jobs.step(choose);
        if (committed) {
            frozen = null;
            pool.endCommit();
            commitIfNeeded();
            expire();
        }
    }

    /** What goes on in the background, for messages. */
    public List<String> jobs() {
        return jobs.describe();
    }

    /** Time has passed: the fsync ticker of the log. */
    public void tick() throws IOException {
        wal.tick();
    }

    /** {@code TRIM DATABASE}: asks for the removal of expired file sets. */
    public void expire() {
        jobs.expireBefore(oldestTick());
    }

    /** Rows before this tick are refused; file sets that end before it are expired. */
    public long oldestTick() {
        return options.ticksOf(clock.epochNanos()) - options.keepTicks();
    }

    /** A query begins to read the memtable; its buffer segment is not free again before {@link #endQuery}. */
    public int beginQuery() {
        return pool.pin();
    }

    /** The query is done. */
    public void endQuery(int pin) throws IOException {
        pool.unpin(pin);
        commitIfNeeded();
    }

    /**
     * Delivers a part of the pending events, some of each reporting thread's.
     *
     * @param choose picks how many of a thread's pending events: a number from 0 to before its argument
     */
    public void deliver(IntUnaryOperator choose) {
        for (EventEmitter.Lane lane : EventEmitter.Lane.values()) {
            int pending = events.pending(lane);
            if (pending > 0) {
                events.deliver(lane, choose.applyAsInt(pending + 1));
            }
        }
    }

    /** Delivers every pending event. */
    public void deliverAll() {
        events.deliverAll();
    }

    @Override
    public long firstWalOffset() {
        return wal.firstVersion();
    }

    /** The last version written. */
    public long lastWalOffset() {
        return wal.lastVersion();
    }

    /** {@inheritDoc} Events that were pending are delivered to their own sink before. */
    @Override
    public long replay(long walOffset, EventSink sink) throws IOException {
        if (Long.compareUnsigned(walOffset, firstWalOffset()) < 0) {
            throw new IOException("log does not reach back so far, take a full backup: vnode=" + name() + ", asked="
                    + Long.toUnsignedString(walOffset) + ", first=" + firstWalOffset());
        }
        events.deliverAll();
        return events.replay(walOffset, sink);
    }

    @Override
    public StoreView snapshot(SnapshotPoint point) throws IOException {
        events.deliverAll();
        point.fix();
        return store.view();
    }

    /** The blocks and files, for the oracle. */
    public BlockStore store() {
        return store;
    }

    /** The names of its files, ascending. */
    public List<String> files() {
        return store.files();
    }

    /** How many segments the log has. */
    public long logSegments() {
        return wal.segmentCount();
    }

    /** The log as a subscriber reads it. */
    public LogReader log() {
        return new LogReader(wal);
    }

    /** What it has done. */
    public VnodeCounts counts() {
        return jobs.counts()
                .plus(new VnodeCounts(
                        wal.lastVersion(), rows, rowsRejected, 0, 0, 0, 0, 0, 0, wal.trimmedSegments(), stalls));
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
