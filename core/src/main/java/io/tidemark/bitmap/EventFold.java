package io.tidemark.bitmap;

import io.tidemark.event.EventKind;
import java.util.Objects;

/**
 * Reduces columns of events to a {@link ChangeSet}: a stable radix sort by block, then one pass that folds the events of
 * each block and appends it to up to five sets. Linear time; scratch memory of 16 bytes an event, kept for the next
 * call. Not thread-safe.
 */
final class EventFold {
    /*
     * Packing. An event is sorted as one long: 62 bits of block id above 2 bits of kind. The two id bits that do not fit
     * cut the ids into four quarters, which are folded one after the other; in practice all ids are in one.
     *
     * Folding. What happened to one block so far is five bits, one for each part of the change set. Composition on them
     * is the composition of change sets restricted to one block, and the next state after an event is looked up in a
     * table that is filled by that very rule.
     */
    private static final int KIND_BITS = 2;
    private static final int KINDS = 1 << KIND_BITS;
    private static final int QUARTER_SHIFT = Long.SIZE - KIND_BITS;
    private static final int QUARTERS = 1 << KIND_BITS;

    private static final int TOUCHED = 1;
    private static final int FIRST_CREATED = 2;
    private static final int LAST_DELETED = 4;
    private static final int UNFLUSHED = 8;
    private static final int FLUSHED = 16;
    private static final int STATES = 32;
    private static final byte[] NEXT = transitions();

    private final RadixSort sort = new RadixSort();
    private final BlockSetWriter touched = new BlockSetWriter();
    private final BlockSetWriter firstCreated = new BlockSetWriter();
    private final BlockSetWriter lastDeleted = new BlockSetWriter();
    private final BlockSetWriter unflushed = new BlockSetWriter();
    private final BlockSetWriter flushed = new BlockSetWriter();

    /** The change set of the first {@code count} events, see {@link ChangeSet#of}. */
    ChangeSet fold(long[] blocks, byte[] kinds, int count) {
        Objects.checkFromIndexSize(0, count, blocks.length);
        Objects.checkFromIndexSize(0, count, kinds.length);
        checkKinds(kinds, count);
        int quarters = quartersOf(blocks, count);
        for (long quarter = 0; quarter < QUARTERS; quarter++) {
            if ((quarters >>> quarter & 1) != 0) {
                foldQuarter(quarter, blocks, kinds, count);
            }
        }
        return new ChangeSet(
                touched.finish(), firstCreated.finish(), lastDeleted.finish(), unflushed.finish(), flushed.finish());
    }

    private void foldQuarter(long quarter, long[] blocks, byte[] kinds, int count) {
        long[] keys = sort.keys(count);
        int packed = 0;
        for (int i = 0; i < count; i++) {
            if (blocks[i] >>> QUARTER_SHIFT == quarter) {
                keys[packed++] = blocks[i] << KIND_BITS | kinds[i];
            }
        }
        foldSorted(quarter << QUARTER_SHIFT, sort.sort(packed, KIND_BITS), packed);
    }

    private void foldSorted(long quarterBase, long[] keys, int count) {
        long block = keys[0] >>> KIND_BITS;
        int state = 0;
        for (int i = 0; i < count; i++) {
            long key = keys[i];
            if (key >>> KIND_BITS != block) {
                append(quarterBase | block, state);
                block = key >>> KIND_BITS;
                state = 0;
            }
            state = NEXT[state * KINDS + ((int) key & (KINDS - 1))];
        }
        append(quarterBase | block, state);
    }

    private void append(long block, int state) {
        if ((state & TOUCHED) != 0) {
            touched.append(block);
        }
        if ((state & FIRST_CREATED) != 0) {
            firstCreated.append(block);
        }
        if ((state & LAST_DELETED) != 0) {
            lastDeleted.append(block);
        }
        if ((state & UNFLUSHED) != 0) {
            unflushed.append(block);
        }
        if ((state & FLUSHED) != 0) {
            flushed.append(block);
        }
    }

    private static int quartersOf(long[] blocks, int count) {
        int quarters = 0;
        for (int i = 0; i < count; i++) {
            quarters |= 1 << (int) (blocks[i] >>> QUARTER_SHIFT);
        }
        return quarters;
    }

    private static void checkKinds(byte[] kinds, int count) {
        int seen = 0;
        for (int i = 0; i < count; i++) {
            seen |= kinds[i];
        }
        if ((seen & -KINDS) != 0) {
            for (int i = 0; i < count; i++) {
                EventKind.ofCode(kinds[i]);
            }
        }
    }

    private static byte[] transitions() {
        byte[] next = new byte[STATES * KINDS];
        for (int state = 0; state < STATES; state++) {
            for (EventKind kind : EventKind.values()) {
                next[state * KINDS + kind.code()] = (byte) compose(state, stateAfter(kind));
            }
        }
        return next;
    }

    private static int stateAfter(EventKind kind) {
        return switch (kind) {
            case CREATE -> TOUCHED | FIRST_CREATED | UNFLUSHED;
            case UPDATE -> TOUCHED | UNFLUSHED;
            case FLUSH -> FLUSHED;
            case DELETE -> TOUCHED | LAST_DELETED;
        };
    }

    /** {@link ChangeSet#then} for one block. */
    private static int compose(int earlier, int later) {
        int parts = (earlier | later) & (TOUCHED | FLUSHED);
        parts |= earlier & FIRST_CREATED;
        parts |= later & (LAST_DELETED | UNFLUSHED);
        if ((earlier & TOUCHED) == 0) {
            parts |= later & FIRST_CREATED;
        }
        if ((later & TOUCHED) == 0) {
            parts |= earlier & LAST_DELETED;
        }
        if ((later & (TOUCHED | FLUSHED)) == 0) {
            parts |= earlier & UNFLUSHED;
        }
        return parts;
    }
}
