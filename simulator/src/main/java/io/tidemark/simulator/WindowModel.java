package io.tidemark.simulator;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import io.tidemark.simulator.store.BlockId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The plain model of a window: every event of a vnode since the last one, and from it the four sets of a change set by
 * their definition. Knows nothing of bitmaps and segments. O(log n) an event.
 */
final class WindowModel implements EventSink {
    /** What is known of a touched block: its first and last change, and whether a FLUSH came after the last one. */
    private static final class Touch {
        final EventKind first;
        EventKind last;
        boolean flushed;

        Touch(EventKind first) {
            this.first = first;
            this.last = first;
        }

        boolean isDeleted() {
            return last == EventKind.DELETE;
        }

        boolean isCreated() {
            return first == EventKind.CREATE && !isDeleted();
        }

        boolean isUnflushed() {
            return !isDeleted() && !flushed;
        }
    }

    private Map<Long, Touch> touched = new TreeMap<>(Long::compareUnsigned);

    @Override
    public void accept(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        Touch touch = touched.get(blockId);
        if (kind == EventKind.FLUSH) {
            if (touch != null) {
                touch.flushed = true;
            }
            return;
        }
        if (touch == null) {
            touched.put(blockId, new Touch(kind));
        } else {
            touch.last = kind;
            touch.flushed = false;
        }
    }

    /** Ends the window: how it differs from what the engine says of it; the next one begins empty. */
    List<String> end(ChangeSet changes) {
        List<String> differences = new ArrayList<>();
        Set<Long> created = emptySet();
        Set<Long> modified = emptySet();
        Set<Long> deleted = emptySet();
        Set<Long> unflushed = emptySet();
        touched.forEach((id, touch) -> {
            (touch.isDeleted() ? deleted : touch.isCreated() ? created : modified).add(id);
            if (touch.isUnflushed()) {
                unflushed.add(id);
            }
        });
        compare("created", created, changes.created(), differences);
        compare("modified", modified, changes.modified(), differences);
        compare("deleted", deleted, changes.deleted(), differences);
        compare("unflushed", unflushed, changes.unflushed(), differences);
        forget();
        return differences;
    }

    /** The next window begins empty. */
    void forget() {
        touched = new TreeMap<>(Long::compareUnsigned);
    }

    private static Set<Long> emptySet() {
        return new TreeSet<>(Long::compareUnsigned);
    }

    private static void compare(String name, Set<Long> expected, BlockSet found, List<String> differences) {
        for (long id : expected) {
            if (!found.contains(id)) {
                differences.add(name + " misses " + BlockId.toString(id));
            }
        }
        found.forEach(id -> {
            if (!expected.contains(id)) {
                differences.add(name + " has too much: " + BlockId.toString(id));
            }
        });
    }
}
