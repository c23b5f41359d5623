package io.tidemark.simulator.vnode;

import java.nio.ByteBuffer;

/**
 * The bytes of a row's columns: the value seed (8 bytes) and a filler that follows from table, timestamp and seed. A row
 * is carried through the simulator as (timestamp, version, seed, length) and turned into bytes where it is written; a
 * reader derives the filler again and so finds any wrong byte.
 */
final class RowContent {
    /** The least length: the seed alone. */
    static final int BYTES_MIN = 8;

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private RowContent() {}

    static void put(ByteBuffer target, long uid, long timestamp, long seed, int length) {
        target.putLong(seed);
        long state = start(uid, timestamp, seed);
        int remaining = length - BYTES_MIN;
        for (; remaining >= Long.BYTES; remaining -= Long.BYTES) {
            state += GAMMA;
            target.putLong(mix(state));
        }
        long last = mix(state + GAMMA);
        for (; remaining > 0; remaining--) {
            target.put((byte) last);
            last >>>= 8;
        }
    }

    /** Reads the content from the present position, which moves past it; whether it is what the row's key asks for. */
    static boolean matches(ByteBuffer source, long uid, long timestamp, long seed, int length) {
        boolean good = source.getLong() == seed;
        long state = start(uid, timestamp, seed);
        int remaining = length - BYTES_MIN;
        for (; remaining >= Long.BYTES; remaining -= Long.BYTES) {
            state += GAMMA;
            good &= source.getLong() == mix(state);
        }
        long last = mix(state + GAMMA);
        for (; remaining > 0; remaining--) {
            good &= source.get() == (byte) last;
            last >>>= 8;
        }
        return good;
    }

    /* The finalizer of SplitMix64. */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static long start(long uid, long timestamp, long seed) {
        return mix(mix(uid + GAMMA) ^ timestamp) ^ seed;
    }
}
