package io.tidemark.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ConcurrentModificationException;

/**
 * A version by which readers find out that what they read, plain, is of one moment. One thread at a time writes. It never waits;
 * readers wait while a change is under way.
 */
final class Seqlock {
    /*
     * The writer makes the version odd, changes the fields, makes it even. A reader takes an even version, reads, and keeps what
     * it read only if the version is still the same.
     *
     * Field            writer    write mode               read mode                    pairs with
     * ---------------- --------- ------------------------ ---------------------------- ------------------------------
     * version, odd     writer    opaque, storeStoreFence  loadLoadFence, opaque        each other, by the fences
     * version, even    writer    volatile                 volatile                     each other
     *
     * Without the storeStoreFence a reader could see changed fields under the old even version; without the loadLoadFence it could
     * validate before it has read. Either way it would answer with half a change, as a reader does that does not validate at all
     * (jcstress: SkipListTornPairCase, its broken twin SkipListUnvalidatedBroken).
     *
     * With a release store of the even version the change could wait in the store buffer after the write has returned: its thread
     * reads another variable, finds that a reader has not begun, and that reader finds nothing (jcstress:
     * SkipListSeenOnceReturnedCase, SkipListReleasedVersionBroken).
     */
    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(Seqlock.class, "version", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // through VERSION
    private long version;

    /** The version with which a write begins, before it looks for its place. */
    long now() {
        return (long) VERSION.getOpaque(this);
    }

    /**
     * Begins a change.
     *
     * @param begun the version when the write began
     * @throws ConcurrentModificationException if another thread has written since, or is about to
     */
    void beginWrite(long begun) {
        if (!isEven(begun) || now() != begun) {
            throw new ConcurrentModificationException(
                    "only one thread may write at a time: version=" + now() + ", version when the call began=" + begun);
        }
        VERSION.setOpaque(this, begun + 1);
        VarHandle.storeStoreFence();
    }

    /** Ends a change, so that readers see it. */
    void endWrite(long begun) {
        VERSION.setVolatile(this, begun + 2);
    }

    /** A version at which no change is under way, to read under. */
    long even() {
        long found;
        do {
            found = (long) VERSION.getVolatile(this);
        } while (!isEven(found));
        return found;
    }

    /** Whether what was read since the version was this is of one moment. */
    boolean isStill(long begun) {
        VarHandle.loadLoadFence();
        return now() == begun;
    }

    private static boolean isEven(long version) {
        return (version & 1) == 0;
    }
}
