package io.tidemark.engine;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.BlockState;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.BlockEventListener;
import io.tidemark.event.EventBatch;
import io.tidemark.event.EventBatchSink;
import io.tidemark.event.EventInterceptor;
import io.tidemark.event.EventInterceptorBuilder;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import io.tidemark.event.OverflowPolicy;
import io.tidemark.segment.EventRange;
import io.tidemark.segment.EventRun;
import io.tidemark.segment.MemoryAccount;
import io.tidemark.segment.RangeQuery;
import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.SegmentStore;
import io.tidemark.segment.Zone;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Entropy;
import io.tidemark.spi.Identity;
import io.tidemark.spi.Storage;
import io.tidemark.spi.StorageEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tracks which blocks of one write-ahead log's store changed. A mark is O(1) and allocates nothing; questions cost the
 * segments that they touch, and the size of their answer. Merging in the background leaves O(log n) segments of n events, and one for
 * each 256 MiB.
 *
 * <p>The engine is a log of events in the order of their arrival. Consumers, each with a durable cursor in that log, take
 * {@linkplain #begin windows} of it; what a window says is a {@link ChangeSet}. Independent of consumers, the retained
 * events can be asked by range of WAL offset or time.
 *
 * <p><b>Durability.</b> With persistence, what has arrived becomes durable by checkpoints, and consumers, cursors and windows before
 * the call that changes them returns. After a crash the host delivers its log again from {@link #replayFrom}; what arrives twice
 * does no harm. What cannot be kept, or is found damaged, becomes a loss: a {@link FullRequired} of just the consumers that it touches.
 *
 * <p><b>Who may call.</b> Any thread, any method. <b>Progress.</b> A mark takes one lock for O(1), and no file is reached under
 * it; segments are sealed in the background, and a mark that finds too many waiting seals one. Questions take no lock. <b>Happens-before.</b> A
 * question sees every mark that returned before it began. <b>Order.</b> Two marks of one block by two threads at the same
 * time have no order of their own: the host gives a block's events one after another. <b>Not guaranteed.</b> That two
 * questions in a row see the same events.
 */
public final class BitmapEngine implements EventSink, EventBatchSink, AutoCloseable {
    /** How many events an active segment takes at the most. */
    static final int SEGMENT_EVENTS_MAX = 1 << 18;

    /** The part of the memory limit that one active segment may take, as a divisor. */
    private static final int ACTIVE_SHARE = 16;

    private final EngineConfig config;
    private final Storage storage;
    private final Clock clock;
    private final Dispatcher dispatcher;
    private final MemoryAccount account = new MemoryAccount();
    private final SegmentStore store;
    private final EngineLog log;
    private final Sealer sealer;
    private final Journal journal;
    private final Checkpoints checkpoints;
    private final Windows windows;
    private final Maintenance maintenance;
    private final List<Dispatcher.Task> tasks;
    private final int warningPercent;
    private volatile long memoryLimit;

    private BitmapEngine(EngineConfig config, Storage storage, Clock clock, Dispatcher dispatcher, Entropy entropy)
            throws IOException {
        this.config = config;
        this.storage = storage;
        this.clock = clock;
        this.dispatcher = dispatcher;
        this.memoryLimit = config.memoryLimitBytes();
        this.warningPercent = config.lruCleanupThreshold();
        boolean isPersistent = config.enablePersistence();
        this.store = new SegmentStore(storage, account, () -> memoryLimit, isPersistent);
        BlockLimit blockLimit = new BlockLimit(config.maxBlocks());
        Recovery.Recovered recovered = Recovery.recover(storage, store, this::segmentEvents, entropy);
        this.log = new EngineLog(store, this::segmentEvents, config.enable(), recovered.state());
        this.sealer = new Sealer(log, store, blockLimit);
        this.journal = new Journal(log, store, storage, recovered.manifest(), isPersistent);
        this.checkpoints = new Checkpoints(log, sealer, journal, store, clock, checkpointPolicy(config));
        this.windows = new Windows(log, sealer, journal, blockLimit);
        this.maintenance = newMaintenance(config);
        journal.save();
        // A checkpoint must not wait for a merge: that may take seconds, and the host would have more to deliver again.
        this.tasks = List.of(
                dispatcher.start(sealer),
                dispatcher.start(new RetryingAgent("checkpoint", checkpoints::takeIfDue, clock)),
                dispatcher.start(new RetryingAgent("maintenance", maintenance::step, clock)));
    }

    private static Checkpoints.Policy checkpointPolicy(EngineConfig config) {
        return config.enablePersistence()
                ? new Checkpoints.Policy(
                        config.checkpointEvents(),
                        config.checkpointBytes(),
                        TimeUnit.MILLISECONDS.toNanos(config.checkpointIntervalMs()))
                : Checkpoints.Policy.NEVER;
    }

    private Maintenance newMaintenance(EngineConfig config) {
        long diskMax = config.retentionMaxBytes() == 0 ? Long.MAX_VALUE : config.retentionMaxBytes();
        return new Maintenance(
                log,
                store,
                journal,
                new MergePolicy(config.mergeFanout(), () -> memoryLimit),
                new Retention(clock, config.exactRetentionNanos(), diskMax),
                new Scrub(log, store, clock, TimeUnit.MILLISECONDS.toNanos(config.scrubIntervalMs())),
                config.enableMemoryMonitor() ? MemoryMonitor.logging(this::checkMemory)::look : () -> {});
    }

    /**
     * Opens an engine in the configured folder with the machine's clock and entropy, and threads of its own.
     *
     * @throws IOException if the folder cannot be used, is in use, or holds something damaged
     */
    public static BitmapEngine open(EngineConfig config) throws IOException {
        Path folder = config.enablePersistence() ? config.persistPath() : null;
        Storage storage = folder == null ? Storage.temporaryFolder() : Storage.folder(folder);
        return open(config, storage, Clock.system(), Dispatcher.threads());
    }

    /**
     * Opens an engine on given seams, with the machine's entropy.
     *
     * @throws IOException as {@link #open(EngineConfig, Storage, Clock, Dispatcher, Entropy)} does
     */
    public static BitmapEngine open(EngineConfig config, Storage storage, Clock clock, Dispatcher dispatcher)
            throws IOException {
        return open(config, storage, clock, dispatcher, Entropy.system());
    }

    /**
     * Opens an engine on given seams. The storage is the engine's from here on: it is locked, and closed with the engine.
     *
     * @throws IOException if the folder is in use or holds something damaged; the storage is closed then
     */
    public static BitmapEngine open(
            EngineConfig config, Storage storage, Clock clock, Dispatcher dispatcher, Entropy entropy)
            throws IOException {
        try {
            storage.lock();
            return new BitmapEngine(config, storage, clock, dispatcher, entropy);
        } catch (IOException | RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /** Which engine this is: drawn when its folder was new, and carried by all that it makes. */
    public Identity identity() {
        return log.state().identity();
    }

    /**
     * A new interceptor that feeds this engine as its configuration says, on the engine's clock and dispatcher. Not started yet;
     * to be stopped before the engine is closed. What it cannot deliver becomes a loss here.
     *
     * @param listeners called with every event, in {@code callback_threads} lanes
     */
    public EventInterceptor interceptor(BlockEventListener... listeners) {
        EventInterceptorBuilder builder = EventInterceptor.builder(
                        this, (walFrom, walTo, detail) -> reportLoss(LossReason.OVERFLOW, walFrom, walTo, detail))
                .ringCapacity(config.eventBufferSize())
                .overflowPolicy(config.overflowPolicy())
                .memoryOwner(store::own)
                .clock(clock)
                .dispatcher(dispatcher);
        if (config.overflowPolicy() == OverflowPolicy.BLOCK) {
            builder.blockTimeoutNanos(TimeUnit.MILLISECONDS.toNanos(config.overflowTimeoutMs()));
        }
        if (listeners.length > 0) {
            builder.callbackThreads(config.callbackThreads());
        }
        for (BlockEventListener listener : listeners) {
            builder.listener(listener);
        }
        return builder.build();
    }

    private int segmentEvents() {
        long derived = memoryLimit / ACTIVE_SHARE / EngineConfig.BYTES_PER_ACTIVE_EVENT;
        return config.segmentEvents() > 0
                ? config.segmentEvents()
                : (int) Math.max(1, Math.min(SEGMENT_EVENTS_MAX, derived));
    }

    // ---- marks

    /** The block exists from here on. */
    public void markNew(long blockId, long walOffset, long timestampNanos) {
        accept(EventKind.CREATE, blockId, walOffset, timestampNanos);
    }

    /** The block's content changed. */
    public void markDirty(long blockId, long walOffset, long timestampNanos) {
        accept(EventKind.UPDATE, blockId, walOffset, timestampNanos);
    }

    /** The block is on stable storage of the host. It stays dirty: only a committed backup makes it clean. */
    public void markFlushed(long blockId, long walOffset, long timestampNanos) {
        accept(EventKind.FLUSH, blockId, walOffset, timestampNanos);
    }

    /** The block no longer exists. */
    public void markDeleted(long blockId, long walOffset, long timestampNanos) {
        accept(EventKind.DELETE, blockId, walOffset, timestampNanos);
    }

    @Override
    public void accept(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        while (!log.tryAppend(kind, blockId, walOffset, timestampNanos)) {
            sealer.makeRoom();
        }
    }

    /** Takes several events in order. */
    @Override
    public void apply(EventBatch batch) {
        for (int next = log.tryAppend(batch, 0); next < batch.count(); next = log.tryAppend(batch, next)) {
            sealer.makeRoom();
        }
    }

    /**
     * Says that every event with an offset up to {@code walOffset} was given before this call: events that could not be given have been
     * {@linkplain #reportLoss reported}. Without this, {@link #replayFrom} cannot move, as an event of any offset may still come. An offset
     * below one said before changes nothing.
     */
    @Override
    public void deliveredThrough(long walOffset) {
        log.deliveredThrough(walOffset);
    }

    // ---- delivery after a crash

    /**
     * The first WAL offset, unsigned, whose events may not be durable: 0 for all, as without persistence. After {@link #open} the host delivers
     * its log again from here on, and until then keeps it; later it moves on with each checkpoint.
     */
    public long replayFrom() {
        return journal.replayFrom();
    }

    /**
     * Has the host deliver again from {@link #replayFrom}. If its log begins later, what lies between is lost: every consumer needs a full
     * backup.
     *
     * @return how many events were delivered
     * @throws IOException if the log cannot be read
     */
    public long replay(StorageEngine host) throws IOException {
        long wanted = replayFrom();
        long first = host.firstWalOffset();
        if (Long.compareUnsigned(first, wanted) > 0) {
            reportLoss(
                    LossReason.WAL_GAP,
                    wanted,
                    first - 1,
                    "the log of " + host.name() + " begins at " + Long.toUnsignedString(first)
                            + ", events may be missing from " + Long.toUnsignedString(wanted) + " on");
            return host.replay(first, this);
        }
        return host.replay(wanted, this);
    }

    // ---- questions

    /**
     * The state of a block for a consumer, by what changed since its last committed backup.
     *
     * @throws FullRequiredException if changes may be missing
     */
    public BlockState state(String consumer, long blockId) throws IOException {
        return log.read(view -> stateIn(view, consumer, blockId));
    }

    private static BlockState stateIn(EngineView view, String consumer, long blockId) throws IOException {
        Windows.requireNoLoss(view.state(), consumer);
        boolean touched = false;
        boolean firstCreated = false;
        boolean lastDeleted = false;
        for (EventRun run : view.pendingRuns(consumer)) {
            EventRun.Touch touch = run.touch(blockId);
            if (touch != null) {
                firstCreated = touched ? firstCreated : touch.firstCreated();
                lastDeleted = touch.lastDeleted();
                touched = true;
            }
        }
        if (!touched) {
            return BlockState.CLEAN;
        }
        if (lastDeleted) {
            return BlockState.DELETED;
        }
        return firstCreated ? BlockState.NEW : BlockState.DIRTY;
    }

    /**
     * What is known of a block's last change among the retained events; {@code null} if there is none. Reads the newest
     * segment that holds the block, chunk by chunk from its end.
     */
    public @Nullable BlockMetadata metadata(String consumer, long blockId) throws IOException {
        return log.read(view ->
                        Optional.ofNullable(LastChange.find(view.runs(), blockId, stateIn(view, consumer, blockId))))
                .orElse(null);
    }

    /**
     * What changed since a consumer's last committed backup, up to now.
     *
     * @throws FullRequiredException if changes may be missing
     */
    public ChangeSet changes(String consumer) throws IOException {
        return log.read(view -> {
            Windows.requireNoLoss(view.state(), consumer);
            return Windows.compose(view.pendingRuns(consumer), view.memory());
        });
    }

    /**
     * What changed since a cursor that this engine gave out, up to now.
     *
     * @throws FullRequiredException if changes may be missing, because they were lost or are no longer retained
     */
    public ChangeSet changesSince(BackupCursor cursor) throws IOException {
        return log.read(view -> Windows.changesSince(view, cursor));
    }

    /** The change set of the retained events with {@code from <= walOffset <= to}, unsigned. */
    public RangeChanges changesByWal(long from, long to) throws IOException {
        return changes(new EventRange(EventRange.Axis.WAL_OFFSET, from, to));
    }

    /** The change set of the retained events with {@code from <= timestamp <= to}, nanoseconds since the epoch. */
    public RangeChanges changesByTime(long from, long to) throws IOException {
        return changes(new EventRange(EventRange.Axis.TIMESTAMP, from, to));
    }

    private RangeChanges changes(EventRange range) throws IOException {
        return log.read(view -> {
            EngineState state = view.state();
            Zone dropped = state.dropped();
            boolean isComplete =
                    !range.touches(dropped) && state.losses().stream().noneMatch(mark -> mark.mayTouch(range));
            return new RangeChanges(RangeQuery.run(view.runs(), range, view.memory()), isComplete);
        });
    }

    /** The blocks created or modified in a range of the log, a page at a time. */
    public BlockPage dirtyBlocksByWal(long from, long to, Order order, int limit) throws IOException {
        return BlockPage.first(changesByWal(from, to).changes().dirty(), order, limit);
    }

    /** The blocks created or modified in a range of time, a page at a time. */
    public BlockPage dirtyBlocksByTime(long from, long to, Order order, int limit) throws IOException {
        return BlockPage.first(changesByTime(from, to).changes().dirty(), order, limit);
    }

    // ---- consumers and windows

    /** Adds a consumer that has no backup yet: its first one must be full. Adding a known one changes nothing. */
    public void addConsumer(String name) throws IOException {
        windows.add(name, false);
    }

    /**
     * Adds a consumer whose base is the empty store in which this engine's tracking began: its first window may be
     * incremental. Adding a known one changes nothing.
     *
     * @throws IllegalStateException if the first events are no longer retained
     */
    public void addConsumerFromStart(String name) throws IOException {
        windows.add(name, true);
    }

    /** Forgets a consumer; what only it needed is dropped. */
    public void removeConsumer(String name) throws IOException {
        windows.remove(name);
    }

    /** The names of all consumers, ascending. */
    public List<String> consumers() {
        return List.copyOf(log.state().consumers().keySet());
    }

    /** Where a consumer's last committed window ended. */
    public BackupCursor cursor(String consumer) {
        return log.state().consumer(consumer).cursor();
    }

    /**
     * Seals what has arrived and fixes it as the consumer's window. Marking goes on, into the next one. A window of the
     * same consumer that is still open is superseded: it cannot be read or committed any more. Reads what is in the window once, so that
     * damage is told by it.
     */
    public BackupWindow begin(String consumer) throws IOException {
        return windows.begin(consumer);
    }

    /** The window that was begun last and neither committed nor aborted, with the same content; {@code null} if none. */
    public @Nullable BackupWindow resume(String consumer) throws IOException {
        return windows.resume(consumer);
    }

    /**
     * Moves the consumer's cursor to the window's end: its blocks are in a completed backup. Whoever commits a window with
     * {@linkplain BackupWindow#fullRequired losses} says that the backup was a full one.
     *
     * @throws IllegalStateException if the window was superseded, aborted or committed
     */
    public void commit(BackupWindow window) throws IOException {
        windows.commit(window);
    }

    /** Gives a window up; the cursor stays where it was. Of a window that is no longer open this changes nothing. */
    public void abort(BackupWindow window) throws IOException {
        windows.abort(window);
    }

    /** Why the consumer's next backup must be full. Empty when an incremental one is possible. */
    public List<FullRequired> fullRequired(String consumer) {
        return Windows.fullRequired(log.state(), consumer);
    }

    /**
     * Tells that changes were lost just now. Every consumer whose next window would contain them needs a full backup.
     *
     * @param walFrom the first offset that may be missing, unsigned
     * @param walTo the last one, inclusive
     */
    public void reportLoss(LossReason reason, long walFrom, long walTo, String detail) {
        log.lose(new FullRequired(reason, walFrom, walTo, detail));
    }

    // ---- memory

    /** What the engine owns on the heap. */
    public MemoryStats memoryStats() {
        MemoryAccount.Reading now = account.read();
        return new MemoryStats(
                now.current(), now.peak(), memoryLimit, now.allocated(), now.freed(), now.allocations(), now.frees());
    }

    /** The bytes that the engine keeps what it owns under. */
    public long memoryLimit() {
        return memoryLimit;
    }

    /**
     * Changes the limit and spills down to it.
     *
     * @param bytes at least {@link EngineConfig#MEMORY_LIMIT_BYTES_MIN}
     */
    public void setMemoryLimit(long bytes) {
        if (bytes < EngineConfig.MEMORY_LIMIT_BYTES_MIN) {
            throw new IllegalArgumentException("memory limit must be at least " + EngineConfig.MEMORY_LIMIT_BYTES_MIN
                    + " bytes: memoryLimit=" + bytes);
        }
        memoryLimit = bytes;
        store.spillDownTo(bytes);
    }

    /** How much of the limit is used, and whether that is more than the configured threshold. */
    public MemoryCheck checkMemory() {
        MemoryStats stats = memoryStats();
        return new MemoryCheck(stats.usedPercent(), stats.usedPercent() >= warningPercent);
    }

    /**
     * Spills segments, least recently used first, until the engine owns no more than {@code targetBytes}; the active
     * segment stays.
     *
     * @return bytes freed
     */
    public long cleanUpMemory(long targetBytes) {
        return store.spillDownTo(targetBytes);
    }

    /** What the engine has done and holds. */
    public EngineStats stats() {
        EngineState state = log.state();
        long[] counts = log.counts();
        return new EngineStats(
                counts[EventKind.CREATE.code()],
                counts[EventKind.UPDATE.code()],
                counts[EventKind.FLUSH.code()],
                counts[EventKind.DELETE.code()],
                state.active().count()
                        + state.frozen().stream()
                                .mapToLong(frozen -> frozen.events().count())
                                .sum(),
                state.sealed().size(),
                state.sealed().stream().mapToLong(SealedSegment::events).sum(),
                state.sealed().stream().mapToLong(SealedSegment::length).sum(),
                sealer.seals(),
                maintenance.merges(),
                store.spills(),
                store.writeFailures(),
                state.losses().size());
    }

    /** Seals what has arrived and, in an engine that persists, makes it durable. */
    public void checkpoint() throws IOException {
        checkpoints.take();
    }

    /**
     * Seals and saves what has arrived, in an engine that persists, and gives the storage back. Idempotent. Without
     * persistence all is forgotten.
     *
     * @throws IOException if it could not be saved; the engine is closed all the same, and what is durable as after a crash
     */
    @Override
    public void close() throws IOException {
        tasks.forEach(Dispatcher.Task::close);
        if (!log.close()) {
            return;
        }
        try (storage) {
            if (config.enablePersistence()) {
                sealer.sealAll();
                journal.close();
            }
        }
    }

    /** The blocks that the retained events touch; for tests and inspection. */
    BlockSet touched() throws IOException {
        return log.read(view -> Windows.compose(view.runs(), view.memory()).touched());
    }
}
