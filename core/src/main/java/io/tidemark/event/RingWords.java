package io.tidemark.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The words that the threads of a ring share, each access named after its memory mode. What pairs with what: {@link RingBuffer}. */
abstract sealed class RingWords permits RingBuffer {
    /*
     * Four groups that different threads write lie 128 bytes apart, and as far from the array's ends: a cache line and the
     * neighbour that the machine prefetches with it.
     *
     * | pad | TAIL .. pad | LIMIT .. pad | HEAD DRAINING PEAK PRESSURE .. pad | REJECTED .. pad |
     */
    static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    /** Set in the tail of a ring that is closed. */
    static final long CLOSED = 1L << 62;

    private static final int PAD = 16;
    private static final int TAIL = PAD;
    private static final int LIMIT = 2 * PAD;
    private static final int HEAD = 3 * PAD;
    private static final int DRAINING = HEAD + 1;
    static final int PEAK = HEAD + 2;
    static final int PRESSURE = HEAD + 3;
    static final int REJECTED = 4 * PAD;

    private final long[] words = new long[5 * PAD];

    RingWords(int capacity) {
        limitRelease(capacity);
    }

    final long tailVolatile() {
        return (long) LONGS.getVolatile(words, TAIL);
    }

    final boolean casTail(long expected, long value) {
        return LONGS.compareAndSet(words, TAIL, expected, value);
    }

    final long limitAcquire() {
        return (long) LONGS.getAcquire(words, LIMIT);
    }

    final void limitRelease(long value) {
        LONGS.setRelease(words, LIMIT, value);
    }

    final long headPlain() {
        return words[HEAD];
    }

    final long headVolatile() {
        return (long) LONGS.getVolatile(words, HEAD);
    }

    final void headVolatile(long value) {
        LONGS.setVolatile(words, HEAD, value);
    }

    final boolean casDraining(long expected, long value) {
        return LONGS.compareAndSet(words, DRAINING, expected, value);
    }

    final void drainingRelease(long value) {
        LONGS.setRelease(words, DRAINING, value);
    }

    final long opaque(int field) {
        return (long) LONGS.getOpaque(words, field);
    }

    final void opaque(int field, long value) {
        LONGS.setOpaque(words, field, value);
    }

    final void countRejected() {
        long unused = (long) LONGS.getAndAdd(words, REJECTED, 1L);
    }

    final void tailSetBits(long bits) {
        LONGS.getAndBitwiseOr(words, TAIL, bits);
    }

    final void tailClearBits(long bits) {
        LONGS.getAndBitwiseAnd(words, TAIL, ~bits);
    }
}
