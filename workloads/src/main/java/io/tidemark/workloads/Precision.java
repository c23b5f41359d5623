package io.tidemark.workloads;

/** The unit of a database's timestamps. */
public enum Precision {
    MILLIS("ms", 1_000),
    MICROS("us", 1_000_000),
    NANOS("ns", 1_000_000_000);

    private final String symbol;
    private final long ticksPerSecond;

    Precision(String symbol, long ticksPerSecond) {
        this.symbol = symbol;
        this.ticksPerSecond = ticksPerSecond;
    }

    /** {@code ms}, {@code us} or {@code ns}. */
    public String symbol() {
        return symbol;
    }

    /** How many units a second has. */
    public long ticksPerSecond() {
        return ticksPerSecond;
    }

    /** The length of one unit in nanoseconds. */
    public long nanosPerTick() {
        return 1_000_000_000 / ticksPerSecond;
    }
}
