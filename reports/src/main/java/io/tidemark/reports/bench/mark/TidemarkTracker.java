package io.tidemark.reports.bench.mark;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.event.EventInterceptor;
import io.tidemark.event.InterceptorState;
import io.tidemark.reports.bench.TemporaryFolder;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/** Tidemark: what was marked is settled when a window of all of it is fixed and its change set is known. */
final class TidemarkTracker implements MarkTracker {
    private static final String CONSUMER = "bench";

    private final BitmapEngine engine;
    private final @Nullable EventInterceptor interceptor;
    private final @Nullable TemporaryFolder folder;

    private TidemarkTracker(EngineConfig.Builder config, boolean isThroughRing, @Nullable TemporaryFolder folder)
            throws IOException {
        this.folder = folder;
        engine = BitmapEngine.open(config.memoryLimitBytes(MarkSubject.MEMORY_BYTES)
                .exactRetentionNanos(Long.MAX_VALUE)
                .build());
        engine.addConsumerFromStart(CONSUMER);
        interceptor = isThroughRing ? engine.interceptor() : null;
        if (interceptor != null) {
            interceptor.start();
        }
    }

    /** Marks go straight into an engine in memory. */
    static TidemarkTracker direct() throws IOException {
        return new TidemarkTracker(EngineConfig.builder(), /* isThroughRing= */ false, null);
    }

    /** Marks go through the interceptor's ring, whose one thread brings them to an engine in memory. */
    static TidemarkTracker throughRing() throws IOException {
        return new TidemarkTracker(EngineConfig.builder(), /* isThroughRing= */ true, null);
    }

    /** Marks go straight into an engine with a folder; when they are settled they are on the disk. */
    static TidemarkTracker durable() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create();
        EngineConfig.Builder config =
                EngineConfig.builder().enablePersistence(true).persistPath(folder.path());
        return new TidemarkTracker(config, /* isThroughRing= */ false, folder);
    }

    @Override
    public Producer producer() {
        EventInterceptor ring = interceptor;
        return new Producer() {
            @Override
            public void mark(long blockId, long walOffset, long timestampNanos) {
                if (ring == null) {
                    engine.markDirty(blockId, walOffset, timestampNanos);
                } else {
                    ring.onBlockUpdate(blockId, walOffset, timestampNanos);
                }
            }

            @Override
            public void end() {}
        };
    }

    @Override
    public void settle() throws IOException {
        if (interceptor != null) {
            drain(interceptor);
        }
        if (folder != null) {
            engine.checkpoint();
        }
        engine.begin(CONSUMER).changes();
    }

    private static void drain(EventInterceptor interceptor) throws IOException {
        try {
            interceptor.drain();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        if (interceptor.state() != InterceptorState.RUNNING) {
            throw new IllegalStateException("marks must arrive: state=" + interceptor.state());
        }
    }

    @Override
    public long[] blocksByTime(long from, long to) throws IOException {
        return engine.changesByTime(from, to).changes().dirty().toArray();
    }

    @Override
    public void close() throws IOException {
        if (interceptor != null) {
            interceptor.close();
        }
        engine.close();
        if (folder != null) {
            folder.close();
        }
    }
}
