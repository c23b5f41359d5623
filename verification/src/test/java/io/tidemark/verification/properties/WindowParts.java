package io.tidemark.verification.properties;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.BlockEvent;
import io.tidemark.event.EventKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The five parts of a change set, as plain values that may break its rules, so that broken compositions can be held to
 * the laws too.
 */
record WindowParts(BlockSet touched, BlockSet created, BlockSet deleted, BlockSet unflushed, BlockSet flushed) {
    static final WindowParts EMPTY =
            new WindowParts(BlockSet.EMPTY, BlockSet.EMPTY, BlockSet.EMPTY, BlockSet.EMPTY, BlockSet.EMPTY);

    static WindowParts of(ChangeSet set) {
        return new WindowParts(set.touched(), set.firstCreated(), set.lastDeleted(), set.unflushed(), set.flushed());
    }

    /**
     * The oracle: writes the events of each block as a word over c, u, f and d, in order, and reads the answers off the
     * word as the definition puts them.
     */
    static WindowParts expected(List<BlockEvent> events) {
        Map<Long, String> words = words(events);
        return new WindowParts(
                where(words, word -> !changes(word).isEmpty()),
                where(words, word -> changes(word).startsWith("c")),
                where(words, word -> changes(word).endsWith("d")),
                where(words, word -> word.endsWith("c") || word.endsWith("u")),
                where(words, word -> word.contains("f")));
    }

    /** The composition with the window directly after this one, by the formulas on whole sets. */
    WindowParts then(WindowParts later) {
        return new WindowParts(
                touched.or(later.touched),
                created.or(later.created.andNot(touched)),
                later.deleted.or(deleted.andNot(later.touched)),
                later.unflushed.or(unflushed.andNot(later.touched.or(later.flushed))),
                flushed.or(later.flushed));
    }

    /** Part for part the blocks of both. */
    WindowParts or(WindowParts other) {
        return new WindowParts(
                touched.or(other.touched),
                created.or(other.created),
                deleted.or(other.deleted),
                unflushed.or(other.unflushed),
                flushed.or(other.flushed));
    }

    /** Blocks with these words. */
    static BlockSet where(Map<Long, String> words, Predicate<String> wanted) {
        BlockSet.Builder blocks = BlockSet.builder();
        words.forEach((block, word) -> {
            if (wanted.test(word)) {
                blocks.add(block);
            }
        });
        return blocks.build();
    }

    static Map<Long, String> words(List<BlockEvent> events) {
        Map<Long, StringBuilder> growing = new TreeMap<>(Long::compareUnsigned);
        for (BlockEvent event : events) {
            growing.computeIfAbsent(event.blockId(), block -> new StringBuilder())
                    .append(letter(event.kind()));
        }
        Map<Long, String> words = new TreeMap<>(Long::compareUnsigned);
        growing.forEach((block, word) -> words.put(block, word.toString()));
        return words;
    }

    static String changes(String word) {
        return word.replace("f", "");
    }

    private static char letter(EventKind kind) {
        return switch (kind) {
            case CREATE -> 'c';
            case UPDATE -> 'u';
            case FLUSH -> 'f';
            case DELETE -> 'd';
        };
    }
}
