package io.tidemark.bitmap;

import io.tidemark.event.EventKind;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reduces columns of events to a {@link ChangeSet}: a stable radix sort by block, then one pass that folds the events of
 * each block and appends the blocks to up to five sets, a container at a time. Linear time; scratch memory of 16 bytes an
 * event and that of the sets, kept for the next call. Not thread-safe.
 */
final class EventFold {
    /*
     * Packing. An event is sorted as one long: 62 bits of block id above 2 bits of kind. The two id bits that do not fit
     * cut the ids into four quarters, which are folded one after the other; in practice all ids are in one.
     *
     * Folding. What happened to one block so far is five bits, one for each part of the change set. Composition on them
     * is the composition of change sets restricted to one block, and the next state after an event is looked up in a
     * table that is filled by that very rule.
     *
     * Appending. The states of up to 65,536 blocks are found first, and then taken apart part by part, without a branch
     * that depends on a block: mixed kinds of events would make it a guess each time. Often all blocks of a container
     * have a part or none has it, and there is nothing to take apart.
     */
    private static final int KIND_BITS = 2;
    private static final int KINDS = 1 << KIND_BITS;
    private static final int QUARTER_SHIFT = Long.SIZE - KIND_BITS;
    private static final int QUARTERS = 1 << KIND_BITS;

    /** Bits of an id that a container tells apart. */
    private static final int LOW_BITS = 16;

    /* Bits of a state; bit i stands for part i. */
    private static final int TOUCHED = 1;
    private static final int FIRST_CREATED = 2;
    private static final int LAST_DELETED = 4;
    private static final int UNFLUSHED = 8;
    private static final int FLUSHED = 16;
    private static final int PARTS = 5;
    private static final int STATES = 1 << PARTS;
    private static final byte[] NEXT = transitions();

    private final RadixSort sort = new RadixSort();
    private final BlockSetWriter[] parts = new BlockSetWriter[PARTS];

    /* The blocks of the container being folded, by the low bits of their ids, their states, and some of them. */
    private char[] lows = {};
    private byte[] states = {};
    private char[] some = {};
    private int lowCount;

    EventFold() {
        Arrays.setAll(parts, part -> new BlockSetWriter());
    }

    /** The change set of the first {@code count} events, see {@link ChangeSet#of}. */
    ChangeSet fold(long[] blocks, byte[] kinds, int count) {
        Objects.checkFromIndexSize(0, count, blocks.length);
        Objects.checkFromIndexSize(0, count, kinds.length);
        checkKinds(kinds, count);
        ensureRoom(Math.min(count, 1 << LOW_BITS));
        int quarters = quartersOf(blocks, count);
        for (long quarter = 0; quarter < QUARTERS; quarter++) {
            if ((quarters >>> quarter & 1) != 0) {
                foldQuarter(quarter, blocks, kinds, count);
            }
        }
        return new ChangeSet(
                parts[0].finish(), parts[1].finish(), parts[2].finish(), parts[3].finish(), parts[4].finish());
    }

    /** Heap bytes of what is kept for the next call. */
    long memoryBytes() {
        long bytes = sort.memoryBytes();
        for (BlockSetWriter part : parts) {
            bytes += part.memoryBytes();
        }
        return bytes + (lows.length + some.length) * (long) Character.BYTES + states.length;
    }

    private void ensureRoom(int blocks) {
        if (lows.length < blocks) {
            lows = new char[blocks];
            states = new byte[blocks];
            some = new char[blocks];
        }
    }

    private void foldQuarter(long quarter, long[] blocks, byte[] kinds, int count) {
        long[] keys = sort.keys(count);
        int packed = 0;
        for (int i = 0; i < count; i++) {
            if (blocks[i] >>> QUARTER_SHIFT == quarter) {
                keys[packed++] = blocks[i] << KIND_BITS | kinds[i];
            }
        }
        foldSorted(quarter << (QUARTER_SHIFT - LOW_BITS), sort.sort(packed, KIND_BITS), packed);
    }

    private void foldSorted(long quarterBits, long[] keys, int count) {
        int begin = 0;
        while (begin < count) {
            long place = quarterBits | keys[begin] >>> (KIND_BITS + LOW_BITS);
            int end = foldContainer(keys, begin, count);
            appendContainer(place);
            begin = end;
        }
    }

    /* Folds the events of the blocks that share their high bits, and answers where the next such stretch begins. */
    private int foldContainer(long[] keys, int begin, int count) {
        long high = keys[begin] >>> (KIND_BITS + LOW_BITS);
        int last = -1;
        int low = -1;
        int state = 0;
        int i = begin;
        while (i < count && keys[i] >>> (KIND_BITS + LOW_BITS) == high) {
            int nextLow = (char) (keys[i] >>> KIND_BITS);
            if (nextLow != low) {
                low = nextLow;
                state = 0;
                lows[++last] = (char) low;
            }
            state = NEXT[state * KINDS + ((int) keys[i] & (KINDS - 1))];
            states[last] = (byte) state;
            i++;
        }
        lowCount = last + 1;
        return i;
    }

    private void appendContainer(long place) {
        int all = -1;
        int any = 0;
        for (int i = 0; i < lowCount; i++) {
            all &= states[i];
            any |= states[i];
        }
        for (int part = 0; part < PARTS; part++) {
            if ((all >>> part & 1) != 0) {
                append(part, place, lows, lowCount);
            } else if ((any >>> part & 1) != 0) {
                append(part, place, some, select(part));
            }
        }
    }

    private void append(int part, long place, char[] values, int count) {
        parts[part].bucket((int) (place >>> LOW_BITS)).appendContainer((char) place, values, count);
    }

    /* Collects the blocks whose state has the part, and answers how many there are. */
    private int select(int part) {
        int count = 0;
        for (int i = 0; i < lowCount; i++) {
            some[count] = lows[i];
            count += states[i] >>> part & 1;
        }
        return count;
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
