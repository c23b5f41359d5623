package io.tidemark.bitmap;

import io.tidemark.event.EventKind;
import java.util.Objects;

/**
 * Reduces columns of events to a {@link ChangeSet}: a stable radix sort by block, then one pass that folds the events of
 * each block and appends it to up to five sets. Linear time; scratch memory of 18 bytes an event, kept for the next
 * call. Not thread-safe.
 */
final class EventFold {
    /*
     * What happened to one block so far is five bits, one for each part of the change set. Composition on them is the
     * composition of change sets restricted to one block, and the next state after an event is looked up in a table that
     * is filled by that very rule.
     */
    private static final int TOUCHED = 1;
    private static final int FIRST_CREATED = 2;
    private static final int LAST_DELETED = 4;
    private static final int UNFLUSHED = 8;
    private static final int FLUSHED = 16;
    private static final int STATES = 32;
    private static final int KINDS = 4;
    private static final byte[] NEXT = transitions();

    private final EventSort sort = new EventSort();
    private final BlockSetWriter touched = new BlockSetWriter();
    private final BlockSetWriter firstCreated = new BlockSetWriter();
    private final BlockSetWriter lastDeleted = new BlockSetWriter();
    private final BlockSetWriter unflushed = new BlockSetWriter();
    private final BlockSetWriter flushed = new BlockSetWriter();

    ChangeSet fold(long[] blocks, byte[] kinds, int count) {
        Objects.checkFromIndexSize(0, count, blocks.length);
        Objects.checkFromIndexSize(0, count, kinds.length);
        checkKinds(kinds, count);
        if (count == 0) {
            return ChangeSet.EMPTY;
        }
        sort.sort(blocks, kinds, count);
        foldSorted(sort.blocks(), sort.kinds(), count);
        return new ChangeSet(
                touched.finish(), firstCreated.finish(), lastDeleted.finish(), unflushed.finish(), flushed.finish());
    }

    private void foldSorted(long[] blocks, byte[] kinds, int count) {
        long block = blocks[0];
        int state = 0;
        for (int i = 0; i < count; i++) {
            if (blocks[i] != block) {
                append(block, state);
                block = blocks[i];
                state = 0;
            }
            state = NEXT[state * KINDS + kinds[i]];
        }
        append(block, state);
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

    private static int compose(int earlier, int later) {
        boolean touchedEarlier = (earlier & TOUCHED) != 0;
        boolean touchedLater = (later & TOUCHED) != 0;
        boolean flushedLater = (later & FLUSHED) != 0;
        return ((earlier | later) & (TOUCHED | FLUSHED))
                | (earlier & FIRST_CREATED)
                | (touchedEarlier ? 0 : later & FIRST_CREATED)
                | (later & LAST_DELETED)
                | (touchedLater ? 0 : earlier & LAST_DELETED)
                | (later & UNFLUSHED)
                | (touchedLater || flushedLater ? 0 : earlier & UNFLUSHED);
    }
}
