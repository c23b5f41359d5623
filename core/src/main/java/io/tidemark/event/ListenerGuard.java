package io.tidemark.event;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws away from everything else: counts it, and logs the first. Safe for use by any thread. */
final class ListenerGuard {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerGuard.class);

    private final BlockEventListener listener;
    private final AtomicLong failures = new AtomicLong();

    ListenerGuard(BlockEventListener listener) {
        this.listener = listener;
    }

    void onBlockEvent(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        try {
            listener.onBlockEvent(kind, blockId, walOffset, timestampNanos);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    void onSkipped(long events) {
        try {
            listener.onSkipped(events);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        if (failures.getAndIncrement() == 0) {
            LOG.warn(
                    "listener threw, further throws are only counted; tracking goes on: listener={}",
                    listener.getClass().getName(),
                    e);
        }
    }

    long failures() {
        return failures.get();
    }
}
