package io.tidemark.reports.run;

import io.tidemark.reports.result.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Readings over time, at most {@value #SAMPLES_MAX}: when there are more, every other one goes and the interval doubles.
 * Not thread-safe.
 */
final class Timeline {
    private static final int SAMPLES_MAX = 240;
    private static final long FIRST_INTERVAL_NANOS = 20_000_000;

    private final long startNanos;
    private final LongSupplier memoryBytes;
    private final List<Sample> samples = new ArrayList<>();
    private long intervalNanos = FIRST_INTERVAL_NANOS;
    private long dueNanos;

    /** Begins now. */
    Timeline(LongSupplier memoryBytes) {
        this.memoryBytes = memoryBytes;
        this.startNanos = System.nanoTime();
        add(0, 0);
    }

    /** Takes a reading if one is due. */
    void tick(long events) {
        long elapsed = System.nanoTime() - startNanos;
        if (elapsed >= dueNanos) {
            add(elapsed, events);
        }
    }

    /** Takes a last reading, whether one is due or not. */
    List<Sample> finish(long events) {
        add(System.nanoTime() - startNanos, events);
        return List.copyOf(samples);
    }

    private void add(long elapsed, long events) {
        samples.add(new Sample(elapsed / 1e9, events, memoryBytes.getAsLong()));
        if (samples.size() == SAMPLES_MAX) {
            thin();
        }
        dueNanos = elapsed + intervalNanos;
    }

    private void thin() {
        for (int i = samples.size() - 1; i > 0; i -= 2) {
            samples.remove(i);
        }
        intervalNanos *= 2;
    }
}
