package io.tidemark.backup;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.ConfigException;
import io.tidemark.engine.EngineConfig;
import io.tidemark.engine.FullRequiredException;
import io.tidemark.engine.RangeChanges;
import io.tidemark.event.EventInterceptor;
import io.tidemark.event.EventKind;
import io.tidemark.spi.BackupPlugin;
import io.tidemark.spi.BlockSource;
import io.tidemark.spi.PluginException;
import io.tidemark.spi.PluginException.Code;
import io.tidemark.spi.PluginStatistics;
import io.tidemark.spi.StorageEngine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The engine as a {@link BackupPlugin}: events go through an {@link EventInterceptor} into a {@link BitmapEngine}, and the
 * framework is one consumer of it.
 *
 * <p>Started on a persist folder that was used before, it has the host deliver again what may not be durable; if the log does not
 * reach back that far, that is a loss, and the next backup must be full.
 *
 * <p>All but {@link #onBlockEvent} exclude each other by a lock; an event is taken as the interceptor takes it, without one.
 */
public final class IncrementalBitmapPlugin implements BackupPlugin {
    /** Its name, also that of its consumer in the engine. */
    public static final String NAME = "incremental-bitmap-plugin";

    private volatile State state = State.NEW;
    private @Nullable StorageEngine host;
    private EngineConfig config = EngineConfig.builder().build();

    /* Written under the lock when it starts for the first time, read by any thread that gives an event. */
    private volatile @Nullable Tracker tracker;

    private record Tracker(BitmapEngine engine, EventInterceptor interceptor) {}

    /** For {@link java.util.ServiceLoader}. */
    public IncrementalBitmapPlugin() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        Module module = IncrementalBitmapPlugin.class.getModule();
        Optional<String> version = module.isNamed()
                ? module.getDescriptor().rawVersion()
                : Optional.ofNullable(IncrementalBitmapPlugin.class.getPackage().getImplementationVersion());
        return version.orElse("unknown");
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public synchronized void init(StorageEngine newHost) {
        require(EnumSet.of(State.NEW));
        host = Objects.requireNonNull(newHost, "host");
        state = State.INITIALIZED;
    }

    @Override
    public synchronized void configure(Reader toml, String source) {
        require(EnumSet.of(State.INITIALIZED, State.CONFIGURED));
        try {
            config = EngineConfig.fromToml(toml, source);
        } catch (ConfigException e) {
            throw new PluginException(Code.INVALID_ARG, String.valueOf(e.getMessage()), e);
        }
        state = State.CONFIGURED;
    }

    @Override
    public synchronized void start() {
        require(EnumSet.of(State.INITIALIZED, State.CONFIGURED, State.STOPPED));
        Tracker running = tracker;
        if (running == null) {
            running = run(this::open);
            tracker = running;
        }
        running.interceptor.start();
        state = State.RUNNING;
    }

    private Tracker open() throws IOException {
        BitmapEngine engine = BitmapEngine.open(config);
        try {
            boolean usedBefore = engine.consumers().contains(NAME);
            engine.addConsumer(NAME);
            if (usedBefore) {
                engine.replay(host());
            }
            return new Tracker(engine, engine.interceptor());
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    @Override
    public synchronized void stop() {
        require(EnumSet.of(State.RUNNING, State.STOPPED));
        Tracker running = tracker();
        state = State.STOPPED;
        running.interceptor.stop();
    }

    @Override
    public synchronized void shutdown() {
        Tracker running = tracker;
        state = State.SHUT_DOWN;
        tracker = null;
        if (running != null) {
            run(() -> {
                running.interceptor.close();
                running.engine.close();
                return running;
            });
        }
    }

    @Override
    public void onBlockEvent(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        tracker().interceptor.accept(kind, blockId, walOffset, timestampNanos);
    }

    @Override
    public void deliveredThrough(long walOffset) {
        tracker().interceptor.deliveredThrough(walOffset);
    }

    @Override
    public synchronized RangeChanges getDirtyBlocks(long walFrom, long walTo) {
        if (Long.compareUnsigned(walFrom, walTo) > 0) {
            throw new PluginException(
                    Code.INVALID_ARG,
                    "range must not be empty: walFrom=" + Long.toUnsignedString(walFrom) + ", walTo="
                            + Long.toUnsignedString(walTo));
        }
        return run(() -> drained().engine.changesByWal(walFrom, walTo));
    }

    @Override
    public synchronized BackupWindow getIncrementalBlocks(@Nullable BackupCursor since) {
        return run(() -> {
            BitmapEngine engine = drained().engine;
            moveTo(engine, since);
            return engine.begin(NAME);
        });
    }

    /*
     * By naming the end of the open window the framework says that it has the backup of it. An empty window ends where it
     * begins; to commit it is right as well, for a framework whose first backup failed has no cursor to name.
     */
    private static void moveTo(BitmapEngine engine, @Nullable BackupCursor since) throws IOException {
        BackupWindow open = engine.resume(NAME);
        if (open != null && open.to().equals(since)) {
            engine.commit(open);
        } else if (since != null && !since.equals(engine.cursor(NAME))) {
            throw unknownCursor(engine, since);
        }
    }

    private static PluginException unknownCursor(BitmapEngine engine, BackupCursor since) {
        return new PluginException(
                Code.INVALID_ARG,
                "cursor must be the plugin's, or the end of the window it gave out last: since=" + since + ", cursor="
                        + engine.cursor(NAME));
    }

    @Override
    public synchronized SizeEstimate estimate(@Nullable BackupCursor since) {
        return run(() -> {
            BitmapEngine engine = drained().engine;
            BlockSet[] changed = new BlockSet[1];
            try (BlockSource view = host().snapshot(() -> changed[0] = changedSince(engine, since))) {
                return SizeEstimate.of(view, changed[0] == null ? view.blocks() : changed[0]);
            }
        });
    }

    /* Null if it is not known, and all blocks are to be copied. */
    private static @Nullable BlockSet changedSince(BitmapEngine engine, @Nullable BackupCursor since)
            throws IOException {
        try {
            ChangeSet changes = since == null ? engine.changes(NAME) : engine.changesSince(since);
            return changes.dirty();
        } catch (FullRequiredException e) {
            return null;
        }
    }

    @Override
    public synchronized PluginStatistics statistics() {
        Tracker running = tracker();
        return new PluginStatistics(running.interceptor.stats(), running.engine.stats());
    }

    private StorageEngine host() {
        StorageEngine known = host;
        if (known == null) {
            throw new PluginException(Code.NOT_INITIALIZED, "plugin must be told its host: state=" + state);
        }
        return known;
    }

    private Tracker tracker() {
        Tracker running = tracker;
        if (running == null) {
            throw new PluginException(Code.NOT_INITIALIZED, "plugin must have been started: state=" + state);
        }
        return running;
    }

    /* Every event that was given is in the engine; a stopped interceptor holds none. */
    private Tracker drained() throws IOException {
        Tracker running = tracker();
        if (state == State.RUNNING) {
            try {
                running.interceptor.drain();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while events were drained");
            }
        }
        return running;
    }

    private void require(Set<State> allowed) {
        if (allowed.contains(state)) {
            return;
        }
        boolean isPast = state != State.SHUT_DOWN && state.compareTo(Collections.min(allowed)) > 0;
        throw new PluginException(
                isPast ? Code.ALREADY_RUNNING : Code.NOT_INITIALIZED,
                "plugin must be in one of these states: allowed=" + allowed + ", state=" + state);
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T run(Work<T> work) {
        try {
            return work.run();
        } catch (PluginException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new PluginException(Code.INVALID_ARG, String.valueOf(e.getMessage()), e);
        } catch (IOException | RuntimeException e) {
            throw new PluginException(Code.INTERNAL, String.valueOf(e.getMessage()), e);
        }
    }
}
