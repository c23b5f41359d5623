package io.tidemark.reports.billion;

/** Measures laps. */
final class Stopwatch {
    private long begin = System.nanoTime();

    /** Milliseconds since the last lap, or since construction. */
    double lap() {
        long now = System.nanoTime();
        double millis = (now - begin) / 1e6;
        begin = now;
        return millis;
    }
}
