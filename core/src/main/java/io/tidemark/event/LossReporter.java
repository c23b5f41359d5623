package io.tidemark.event;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Collects lost events into one range and tells it to a {@link LossSink}. Adding is O(1).
 *
 * <p><b>Who may call.</b> Any thread. <b>Progress.</b> {@link #add} is lock-free; {@link #tell} takes a lock that {@code add}
 * never takes. <b>Happens-before.</b> When {@code tell} has returned, each loss whose {@code add} returned before {@code tell}
 * was called has been taken down by the sink, by this thread or by one that it waited for. <b>Not guaranteed.</b> That a
 * range consists of lost events only: it is the hull of them.
 */
final class LossReporter {
    /*
     * Field     writer             write mode                        read mode   pairs with
     * --------- ------------------ --------------------------------- ----------- -------------
     * pending   anyone; teller     compareAndSet; getAndSet          volatile    each other
     *
     * Taking and telling lie under one lock. Without it a caller of tell() could find nothing pending while another thread
     * has taken the range and not told it yet, seal its window, and the loss would come one window late.
     */
    private final LossSink sink;
    private final Object telling = new Object();
    private final AtomicReference<@Nullable Range> pending = new AtomicReference<>();

    LossReporter(LossSink sink) {
        this.sink = sink;
    }

    /** The hull of lost events, how many they are, and why the first of them was lost. */
    private record Range(long walFrom, long walTo, long events, String reason) {
        Range plus(Range later) {
            return new Range(
                    Long.compareUnsigned(later.walFrom, walFrom) < 0 ? later.walFrom : walFrom,
                    Long.compareUnsigned(later.walTo, walTo) > 0 ? later.walTo : walTo,
                    events + later.events,
                    reason);
        }

        String detail() {
            return "events not tracked: count=" + events + ", first because: " + reason;
        }
    }

    void add(long walOffset, String reason) {
        merge(new Range(walOffset, walOffset, 1, reason));
    }

    private void merge(Range range) {
        Range before;
        Range after;
        do {
            before = pending.get();
            after = before == null ? range : before.plus(range);
        } while (!pending.compareAndSet(before, after));
    }

    /** Lost events that no sink knows of yet. */
    long pendingEvents() {
        Range range = pending.get();
        return range == null ? 0 : range.events;
    }

    /**
     * Tells what is pending.
     *
     * @return events told, 0 if there was nothing to tell
     * @throws InterceptorFailedException if the sink failed; the loss stays pending
     */
    long tell() {
        synchronized (telling) {
            Range range = pending.getAndSet(null);
            if (range == null) {
                return 0;
            }
            try {
                sink.onLoss(range.walFrom, range.walTo, range.detail());
                return range.events;
            } catch (IOException | RuntimeException | Error e) {
                merge(range);
                throw new InterceptorFailedException("loss could not be told, it stays pending: " + range.detail(), e);
            }
        }
    }
}
