package io.tidemark.verification.broken;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The skip list's seqlock in small, over one sorted array of up to 16 keys, with one of its parts taken away. One thread writes. */
public final class BrokenIndex {
    /** What is wrong. */
    public enum Fault {
        /** Readers keep what they read, whatever the version is then. */
        UNVALIDATED,
        /** The version after a change is stored with release, in place of volatile. */
        RELEASED_VERSION
    }

    private static final int CAPACITY = 16;
    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(BrokenIndex.class, "version", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Fault fault;
    private final long[] keys = new long[CAPACITY];
    private final long[] values = new long[CAPACITY];
    private int count;

    @SuppressWarnings("UnusedVariable") // through VERSION
    private long version;

    /** An empty index. */
    public BrokenIndex(Fault fault) {
        this.fault = fault;
    }

    public boolean insert(long key, long value) {
        int at = countBefore(key);
        if (at < count && keys[at] == key) {
            return false;
        }
        long begun = beginWrite();
        for (int i = count; i > at; i--) {
            keys[i] = keys[i - 1];
            values[i] = values[i - 1];
        }
        keys[at] = key;
        values[at] = value;
        count++;
        endWrite(begun);
        return true;
    }

    public boolean remove(long key) {
        int at = countBefore(key);
        if (at == count || keys[at] != key) {
            return false;
        }
        long begun = beginWrite();
        for (int i = at; i < count - 1; i++) {
            keys[i] = keys[i + 1];
            values[i] = values[i + 1];
        }
        count--;
        endWrite(begun);
        return true;
    }

    /** Finds the last pair at or below a key, as an array of key and value; empty if there is none. */
    public long[] floor(long key) {
        while (true) {
            long begun = (long) VERSION.getVolatile(this);
            int before = countBefore(key);
            int at = before < count && keys[before] == key ? before : before - 1;
            long[] found = at < 0 ? new long[0] : new long[] {keys[at], values[at]};
            VarHandle.loadLoadFence();
            boolean isOneMoment = (begun & 1) == 0 && (long) VERSION.getOpaque(this) == begun;
            if (isOneMoment || fault == Fault.UNVALIDATED) {
                return found;
            }
        }
    }

    private int countBefore(long key) {
        int before = 0;
        while (before < count && keys[before] < key) {
            before++;
        }
        return before;
    }

    private long beginWrite() {
        long begun = (long) VERSION.getOpaque(this);
        VERSION.setOpaque(this, begun + 1);
        VarHandle.storeStoreFence();
        return begun;
    }

    private void endWrite(long begun) {
        if (fault == Fault.RELEASED_VERSION) {
            VERSION.setRelease(this, begun + 2);
        } else {
            VERSION.setVolatile(this, begun + 2);
        }
    }
}
