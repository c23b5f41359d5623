package io.tidemark.verification.crash;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.BlockEvent;
import io.tidemark.event.EventKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.TreeMap;

/**
 * What a window must say when events may have been delivered again, and when a crash may have taken some of them in between.
 * From the {@link Arrivals} before it and in it:
 *
 * <ul>
 *   <li>A block with a change that arrived in the window and never before must be touched.
 *   <li>A block is touched only if a change of it arrived in the window, for the first time or again.
 *   <li>A touched block is deleted, or unflushed, if it is so by the host's log up to the window's end: the events of a
 *       block arrive in the order of the log, and what is delivered again goes on to the log's end.
 *   <li>A block of which nothing was delivered again, or late, after it was told as lost, is created, or modified, by its
 *       first change in the window. One of which something was may be either: the change that comes first may be one
 *       from before the window, or one that did not come first.
 * </ul>
 *
 * <p>Without anything delivered again this is the change set's definition, set by set.
 */
final class WindowTruth {
    private static final class History {
        private boolean required;
        private boolean possible;
        private boolean again;
        private boolean firstCreate;
        private boolean lastDelete;
        private boolean unflushed;
    }

    private final Map<Long, History> histories = new TreeMap<>(Long::compareUnsigned);

    private WindowTruth() {}

    /** The truth about the window from one point of the arrivals to another. */
    static WindowTruth of(HostLog log, Arrivals arrivals, int from, int to) {
        WindowTruth truth = new WindowTruth();
        BitSet before = arrivals.events(0, from);
        BitSet inside = arrivals.events(from, to);
        BitSet all = (BitSet) before.clone();
        all.or(inside);
        BitSet late = arrivals.lost(to);
        late.or(before);
        all.stream()
                .forEach(index -> truth.add(log.event(index), before.get(index), inside.get(index), late.get(index)));
        return truth;
    }

    private void add(BlockEvent event, boolean isBefore, boolean isInside, boolean isLate) {
        History history = histories.computeIfAbsent(event.blockId(), id -> new History());
        if (!event.kind().isChange()) {
            history.unflushed = false;
            return;
        }
        history.lastDelete = event.kind() == EventKind.DELETE;
        history.unflushed = !history.lastDelete;
        if (isInside) {
            history.possible = true;
            history.again |= isLate;
            if (!isBefore && !history.required) {
                history.required = true;
                history.firstCreate = event.kind() == EventKind.CREATE;
            }
        }
    }

    /** In what an answer is not the truth, a line for each block and set. */
    List<String> differences(ChangeSet answer) {
        List<String> differences = new ArrayList<>();
        histories.forEach((block, history) -> compare(block, history, answer, differences));
        PrimitiveIterator.OfLong touched = answer.touched().ascending();
        while (touched.hasNext()) {
            long block = touched.nextLong();
            if (!histories.containsKey(block)) {
                differences.add("block " + Long.toUnsignedString(block) + " is touched, and was never changed");
            }
        }
        return differences;
    }

    private static void compare(long block, History history, ChangeSet answer, List<String> differences) {
        boolean touched = answer.touched().contains(block);
        if (touched ? !history.possible : history.required) {
            differences.add("touched: " + line(block, !touched, touched));
        } else if (touched) {
            expect("deleted", block, history.lastDelete, answer.lastDeleted().contains(block), differences);
            expect("unflushed", block, history.unflushed, answer.unflushed().contains(block), differences);
            if (!history.again) {
                boolean created = answer.firstCreated().contains(block);
                expect("first created", block, history.firstCreate, created, differences);
            }
        }
    }

    private static void expect(String set, long block, boolean expected, boolean found, List<String> differences) {
        if (expected != found) {
            differences.add(set + ": " + line(block, expected, found));
        }
    }

    private static String line(long block, boolean expected, boolean found) {
        return "block " + Long.toUnsignedString(block) + ", expected " + expected + ", found " + found;
    }
}
