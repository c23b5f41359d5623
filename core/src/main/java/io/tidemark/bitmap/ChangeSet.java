package io.tidemark.bitmap;

import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a window of events did to the blocks, as sets; windows compose with a few set operations, whatever they hold.
 *
 * <p><b>Meaning.</b> CREATE, UPDATE and DELETE are change events. A block with at least one of them in the window is
 * {@linkplain #touched() touched}, and its first and last one decide the rest:
 *
 * <table>
 * <caption>The four answers</caption>
 * <tr><th>set</th><th>blocks</th></tr>
 * <tr><td>{@link #deleted()}</td><td>whose last change event is DELETE</td></tr>
 * <tr><td>{@link #created()}</td><td>whose first is CREATE and whose last is not DELETE</td></tr>
 * <tr><td>{@link #modified()}</td><td>touched, and neither of the two</td></tr>
 * <tr><td>{@link #unflushed()}</td><td>whose last is CREATE or UPDATE, with no FLUSH after it</td></tr>
 * </table>
 *
 * <p><b>Composition.</b> Five sets carry all that is needed: {@code t} touched, {@code c} whose first change is CREATE,
 * {@code d} whose last change is DELETE, {@code u} unflushed, {@code f} with any FLUSH. For a window A directly before a
 * window B, the window of both is
 *
 * <pre>
 *   t = tA | tB
 *   c = cA | (cB \ tA)            the first change is B's only if A has none
 *   d = dB | (dA \ tB)            the last change is A's only if B has none
 *   f = fA | fB
 *   u = uB | (uA \ (tB | fB))     B leaves A's answer alone only if B neither changed nor flushed the block
 * </pre>
 *
 * <p>Composition is associative and {@link #EMPTY} is its identity, so a window may be cut, stored, merged and put
 * together again anywhere. It does not commute. One event is a change set too, and a window is the composition of its
 * events in order.
 *
 * <p><b>Why {@code f}.</b> A block that B only flushed is not touched in B: the flush changes nothing that a backup must
 * copy. Yet it ends the block's unflushed time when A wrote it. Without {@code f} the flush would be lost in
 * composition, {@code u} would depend on where the windows were cut, and composition would not be associative with the
 * events themselves. For the same reason a set with flushes only is not {@linkplain #isEmpty() empty}.
 *
 * <p><b>Always true</b>: {@code c}, {@code d} and {@code u} are subsets of {@code t}; {@code u} and {@code d} are disjoint.
 *
 * <p>Instances never change; any thread may use them. Methods that answer with a set compute in time linear in the
 * compressed sets, at most.
 */
public final class ChangeSet {
    /** The window without events. */
    public static final ChangeSet EMPTY =
            new ChangeSet(BlockSet.EMPTY, BlockSet.EMPTY, BlockSet.EMPTY, BlockSet.EMPTY, BlockSet.EMPTY);

    private static final long OVERHEAD_BYTES = 40;

    private final BlockSet touched;
    private final BlockSet firstCreated;
    private final BlockSet lastDeleted;
    private final BlockSet unflushed;
    private final BlockSet flushed;

    /** Parts that equal {@code touched}, as they often do, are kept once. */
    ChangeSet(BlockSet touched, BlockSet firstCreated, BlockSet lastDeleted, BlockSet unflushed, BlockSet flushed) {
        this.touched = touched;
        this.firstCreated = shared(firstCreated, touched);
        this.lastDeleted = shared(lastDeleted, touched);
        this.unflushed = shared(unflushed, touched);
        this.flushed = shared(flushed, touched);
    }

    /** The change set with the raw parts of another one, whose bytes are known to be what they were. */
    public static ChangeSet ofParts(
            BlockSet touched, BlockSet firstCreated, BlockSet lastDeleted, BlockSet unflushed, BlockSet flushed) {
        return new ChangeSet(touched, firstCreated, lastDeleted, unflushed, flushed);
    }

    /**
     * The change set with these raw parts, as they were stored by somebody.
     *
     * @param touched blocks with a change event
     * @param firstCreated blocks whose first change event is CREATE
     * @param lastDeleted blocks whose last change event is DELETE
     * @param unflushed blocks whose last change event is CREATE or UPDATE with no FLUSH after it
     * @param flushed blocks with a FLUSH
     * @throws CorruptDataException if no window has these parts: the second, third and fourth must lie within the first,
     *     and the third and fourth must not meet
     */
    public static ChangeSet from(
            BlockSet touched, BlockSet firstCreated, BlockSet lastDeleted, BlockSet unflushed, BlockSet flushed)
            throws CorruptDataException {
        ChangeSet set = new ChangeSet(touched, firstCreated, lastDeleted, unflushed, flushed);
        Violation violation = set.violation();
        if (violation != null) {
            throw new CorruptDataException("change set", 0, violation.rule(), violation.found());
        }
        return set;
    }

    /**
     * The change set of events in columns, in the order of the index; the arrays are only read.
     *
     * @param blocks unsigned block ids
     * @param kinds {@linkplain EventKind#code() codes} of the kinds
     * @param count how many events, from the begin of both arrays
     * @throws IllegalArgumentException if a code is no kind's
     * @throws IndexOutOfBoundsException if an array has fewer than {@code count} elements
     */
    public static ChangeSet of(long[] blocks, byte[] kinds, int count) {
        return new EventFold().fold(blocks, kinds, count);
    }

    /** A builder without events. */
    public static Builder builder() {
        return new Builder();
    }

    /** Blocks with a change event. */
    public BlockSet touched() {
        return touched;
    }

    /** Blocks that the window created and left in being. */
    public BlockSet created() {
        return firstCreated.andNot(lastDeleted);
    }

    /** Blocks that do not exist at the window's end, or should not, because their last change is DELETE. */
    public BlockSet deleted() {
        return lastDeleted;
    }

    /** Blocks that existed before the window, changed in it, and exist at its end. */
    public BlockSet modified() {
        return touched.andNot(firstCreated).andNot(lastDeleted);
    }

    /** Created or modified: what a backup must copy. */
    public BlockSet dirty() {
        return touched.andNot(lastDeleted);
    }

    /** Blocks whose last content the host has not flushed; all of them are {@linkplain #dirty() dirty}. */
    public BlockSet unflushed() {
        return unflushed;
    }

    /** Raw part for storage: blocks whose first change is CREATE, whether or not they were deleted later. */
    public BlockSet firstCreated() {
        return firstCreated;
    }

    /** Raw part for storage: blocks whose last change is DELETE. */
    public BlockSet lastDeleted() {
        return lastDeleted;
    }

    /** Raw part for storage: blocks with a FLUSH anywhere in the window, touched or not. */
    public BlockSet flushed() {
        return flushed;
    }

    /** The state of one block after the window. */
    public BlockState state(long blockId) {
        if (!touched.contains(blockId)) {
            return BlockState.CLEAN;
        }
        if (lastDeleted.contains(blockId)) {
            return BlockState.DELETED;
        }
        return firstCreated.contains(blockId) ? BlockState.NEW : BlockState.DIRTY;
    }

    /** The change set of this window and the one directly after it. */
    public ChangeSet then(ChangeSet later) {
        return new ComposedWindow(List.of(this, later)).toChangeSet();
    }

    /**
     * The change set of those events whose blocks are from {@code first} to {@code last}, both inclusive and unsigned;
     * takes time linear in what is left of the compressed sets.
     */
    public ChangeSet between(long first, long last) {
        return new ChangeSet(
                touched.between(first, last),
                firstCreated.between(first, last),
                lastDeleted.between(first, last),
                unflushed.between(first, last),
                flushed.between(first, last));
    }

    /** Whether the window had no event: nothing touched and nothing flushed. */
    public boolean isEmpty() {
        return touched.isEmpty() && flushed.isEmpty();
    }

    /** Heap bytes that this set keeps in use, see {@link BlockSet#memoryBytes()}; parts kept once count once. */
    public long memoryBytes() {
        return OVERHEAD_BYTES
                + touched.memoryBytes()
                + unsharedBytes(firstCreated)
                + unsharedBytes(lastDeleted)
                + unsharedBytes(unflushed)
                + unsharedBytes(flushed);
    }

    /** Whether all five parts are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChangeSet that
                && touched.equals(that.touched)
                && firstCreated.equals(that.firstCreated)
                && lastDeleted.equals(that.lastDeleted)
                && unflushed.equals(that.unflushed)
                && flushed.equals(that.flushed);
    }

    /** A function of the five parts, the same on every run. */
    @Override
    public int hashCode() {
        int hash = touched.hashCode();
        hash = 31 * hash + firstCreated.hashCode();
        hash = 31 * hash + lastDeleted.hashCode();
        hash = 31 * hash + unflushed.hashCode();
        return 31 * hash + flushed.hashCode();
    }

    /** Counts, not blocks. */
    @Override
    public String toString() {
        return "ChangeSet[touched=" + touched.cardinality() + ", firstCreated=" + firstCreated.cardinality()
                + ", lastDeleted=" + lastDeleted.cardinality() + ", unflushed=" + unflushed.cardinality() + ", flushed="
                + flushed.cardinality() + "]";
    }

    /**
     * Holds the parts against what is always true of them.
     *
     * @throws IllegalStateException if it is not
     */
    void checkInvariants() {
        Violation violation = violation();
        if (violation != null) {
            throw new IllegalStateException(
                    "a change set must keep its rules: expected=" + violation.rule() + ", found=" + violation.found());
        }
    }

    private @Nullable Violation violation() {
        Violation violation = outsideTouched("firstCreated within touched", firstCreated);
        if (violation == null) {
            violation = outsideTouched("lastDeleted within touched", lastDeleted);
        }
        if (violation == null) {
            violation = outsideTouched("unflushed within touched", unflushed);
        }
        if (violation == null && unflushed.meets(lastDeleted)) {
            violation = Violation.at("unflushed and lastDeleted disjoint", unflushed.and(lastDeleted));
        }
        return violation;
    }

    private @Nullable Violation outsideTouched(String rule, BlockSet part) {
        return part.isSubsetOf(touched) ? null : Violation.at(rule, part.andNot(touched));
    }

    @SuppressWarnings("ReferenceEquality") // Whether the parts are one object is the question here.
    private long unsharedBytes(BlockSet part) {
        return part == touched || part.isEmpty() ? 0 : part.memoryBytes();
    }

    private static BlockSet shared(BlockSet part, BlockSet touched) {
        return part.equals(touched) ? touched : part;
    }

    private record Violation(String rule, String found) {
        static Violation at(String rule, BlockSet offenders) {
            return new Violation(rule, "block " + Long.toUnsignedString(offenders.first()));
        }
    }

    /**
     * Takes events in order and makes their change set. Events are held in a batch of {@value #BATCH} and reduced when it
     * is full, so memory is that of a batch and of O(log n) change sets. Not thread-safe.
     */
    public static final class Builder implements EventSink {
        private static final int BATCH = 1 << 16;

        private final EventFold fold = new EventFold();
        private final Cascade<ChangeSet> batches = new Cascade<>(ChangeSet::then);
        private long[] blocks = new long[64];
        private byte[] kinds = new byte[64];
        private int count;

        private Builder() {}

        /** Adds the event; offset and time do not matter to a change set. */
        @Override
        public void accept(EventKind kind, long blockId, long walOffset, long timestampNanos) {
            add(kind, blockId);
        }

        /** Adds an event of that kind. */
        public Builder add(EventKind kind, long blockId) {
            if (count == blocks.length) {
                makeRoom();
            }
            blocks[count] = blockId;
            kinds[count++] = kind.code();
            return this;
        }

        /**
         * Adds events in columns, in the order of the index; the arrays are only read. Fast where they are many: they are
         * reduced at once.
         *
         * @throws IllegalArgumentException if a code is no kind's
         * @throws IndexOutOfBoundsException if an array has fewer than {@code count} elements
         */
        public Builder addAll(long[] blockColumn, byte[] kindColumn, int columnCount) {
            sealBatch();
            batches.add(fold.fold(blockColumn, kindColumn, columnCount));
            return this;
        }

        /** The change set of all events added since construction or the last call. */
        public ChangeSet build() {
            sealBatch();
            return batches.drain(EMPTY);
        }

        /** Heap bytes that it keeps for further events once {@link #build} was called; to the byte but for object headers. */
        public long memoryBytes() {
            return fold.memoryBytes() + blocks.length * (long) Long.BYTES + kinds.length;
        }

        private void makeRoom() {
            if (count == BATCH) {
                sealBatch();
            } else {
                blocks = Arrays.copyOf(blocks, 2 * count);
                kinds = Arrays.copyOf(kinds, 2 * count);
            }
        }

        private void sealBatch() {
            if (count > 0) {
                batches.add(fold.fold(blocks, kinds, count));
                count = 0;
            }
        }
    }
}
