package io.tidemark.verification.model;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.BlockState;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The change set of some events, block by block, straight from the definition. */
public final class ExpectedChanges {
    private final Map<Long, History> histories = new TreeMap<>(Long::compareUnsigned);

    ExpectedChanges() {}

    /** What one block went through. */
    private static final class History {
        private boolean changed;
        private boolean firstCreate;
        private boolean lastDelete;
        private boolean flushedSince;
    }

    void add(EventKind kind, long blockId) {
        History history = histories.computeIfAbsent(blockId, id -> new History());
        if (kind == EventKind.FLUSH) {
            history.flushedSince = true;
            return;
        }
        if (!history.changed) {
            history.changed = true;
            history.firstCreate = kind == EventKind.CREATE;
        }
        history.lastDelete = kind == EventKind.DELETE;
        history.flushedSince = false;
    }

    /** The state of a block by these events. */
    public BlockState state(long blockId) {
        History history = histories.get(blockId);
        if (history == null || !history.changed) {
            return BlockState.CLEAN;
        }
        if (history.lastDelete) {
            return BlockState.DELETED;
        }
        return history.firstCreate ? BlockState.NEW : BlockState.DIRTY;
    }

    /** How many blocks have this state. */
    public long count(BlockState state) {
        return histories.keySet().stream()
                .filter(block -> state(block) == state)
                .count();
    }

    /** In what an answer differs from this; empty if in nothing. The first difference of each set. */
    public List<String> differences(ChangeSet answer) {
        List<String> differences = new ArrayList<>();
        compare("created", answer.created(), block -> state(block) == BlockState.NEW, differences);
        compare("modified", answer.modified(), block -> state(block) == BlockState.DIRTY, differences);
        compare("deleted", answer.deleted(), block -> state(block) == BlockState.DELETED, differences);
        compare("unflushed", answer.unflushed(), this::isUnflushed, differences);
        return differences;
    }

    private boolean isUnflushed(long blockId) {
        History history = histories.get(blockId);
        return history != null && history.changed && !history.lastDelete && !history.flushedSince;
    }

    private void compare(String set, BlockSet answer, Predicate<Long> expected, List<String> differences) {
        PrimitiveIterator.OfLong found = answer.ascending();
        for (long block : histories.keySet().stream().filter(expected).toList()) {
            String next = found.hasNext() ? Long.toUnsignedString(found.nextLong()) : "no more";
            if (!next.equals(Long.toUnsignedString(block))) {
                differences.add(set + ": expected block " + Long.toUnsignedString(block) + ", found " + next);
                return;
            }
        }
        if (found.hasNext()) {
            differences.add(set + ": unexpected block " + Long.toUnsignedString(found.nextLong()));
        }
    }
}
