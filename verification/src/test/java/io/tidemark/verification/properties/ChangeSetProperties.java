package io.tidemark.verification.properties;

import static io.tidemark.verification.properties.BlockSetSamples.direct;
import static io.tidemark.verification.properties.BlockSetSamples.serialized;
import static io.tidemark.verification.properties.WindowParts.changes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.BlockState;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.event.BlockEvent;
import io.tidemark.event.EventKind;
import io.tidemark.verification.properties.BlockSetSamples.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Change sets are what the definition says of each block, and windows compose to the window of all their events. */
@AddLifecycleHook(Depth.class)
class ChangeSetProperties {
    private static final CompositionLaws LAWS = CompositionLaws.ofTheEngine();

    @Property(tries = 300)
    void windowIsWhatTheDefinitionSays(@ForAll("events") List<BlockEvent> events) {
        assertThat(WindowParts.of(window(events))).isEqualTo(WindowParts.expected(events));
    }

    @Property(tries = 300)
    void answersAreWhatTheDefinitionSays(@ForAll("events") List<BlockEvent> events) {
        ChangeSet window = window(events);
        Map<Long, String> words = WindowParts.words(events);
        assertThat(window.created())
                .isEqualTo(WindowParts.where(
                        words,
                        word -> changes(word).startsWith("c") && !changes(word).endsWith("d")));
        assertThat(window.deleted())
                .isEqualTo(WindowParts.where(words, word -> changes(word).endsWith("d")));
        assertThat(window.modified())
                .isEqualTo(WindowParts.where(
                        words,
                        word -> changes(word).matches("[ud].*")
                                && !changes(word).endsWith("d")));
        assertThat(window.dirty()).isEqualTo(window.created().or(window.modified()));
        assertThat(window.touched()).isEqualTo(window.dirty().or(window.deleted()));
        assertThat(window.unflushed().andNot(window.dirty())).isEqualTo(BlockSet.EMPTY);
        assertThat(window.created().and(window.modified())).isEqualTo(BlockSet.EMPTY);
    }

    @Property(tries = 300)
    void stateAgreesWithTheSets(@ForAll("events") List<BlockEvent> events) {
        ChangeSet window = window(events);
        BlockSet.Builder everyBlock = BlockSet.builder().add(4711);
        events.forEach(event -> everyBlock.add(event.blockId()));
        everyBlock.build().forEach(block -> {
            BlockState state = window.state(block);
            assertThat(window.created().contains(block)).isEqualTo(state == BlockState.NEW);
            assertThat(window.modified().contains(block)).isEqualTo(state == BlockState.DIRTY);
            assertThat(window.deleted().contains(block)).isEqualTo(state == BlockState.DELETED);
            assertThat(window.touched().contains(block)).isEqualTo(state != BlockState.CLEAN);
        });
    }

    @Property(tries = 200)
    void everySplitComposesToTheWhole(@ForAll("fewEvents") List<BlockEvent> events) {
        LAWS.splits(events);
    }

    @Property(tries = 200)
    void manyWindowsComposeToTheWhole(
            @ForAll("events") List<BlockEvent> events, @ForAll @IntRange(min = 1, max = 9) int size) {
        ChangeSet composed = ChangeSet.EMPTY;
        for (int i = 0; i < events.size(); i += size) {
            composed = composed.then(window(events.subList(i, Math.min(i + size, events.size()))));
        }
        assertThat(composed).isEqualTo(window(events)).hasSameHashCodeAs(window(events));
    }

    @Property(tries = 300)
    void compositionIsAssociative(
            @ForAll("fewEvents") List<BlockEvent> first,
            @ForAll("fewEvents") List<BlockEvent> second,
            @ForAll("fewEvents") List<BlockEvent> third) {
        LAWS.associates(parts(first), parts(second), parts(third));
    }

    @Property(tries = 100)
    void windowWithoutEventsIsTheIdentity(@ForAll("events") List<BlockEvent> events) {
        LAWS.hasIdentity(parts(events));
        assertThat(window(events).isEmpty()).isEqualTo(events.isEmpty());
    }

    @Property(tries = 300)
    void compositionKeepsTheSubsets(
            @ForAll("fewEvents") List<BlockEvent> first, @ForAll("fewEvents") List<BlockEvent> second) {
        LAWS.keepsSubsets(parts(first), parts(second));
    }

    @Property(tries = 200)
    void repeatedDeliveryOfTheLastEventsChangesNoState(
            @ForAll("events") List<BlockEvent> events, @ForAll @IntRange(min = 1, max = 20) int again) {
        List<BlockEvent> last = events.subList(Math.max(0, events.size() - again), events.size());
        ChangeSet once = window(events);
        ChangeSet twice = once.then(window(last));
        assertThat(twice).isEqualTo(once);
    }

    @Property(tries = 100)
    void mappedWindowsComposeLikeHeapWindows(
            @ForAll("events") List<BlockEvent> first, @ForAll("events") List<BlockEvent> second)
            throws CorruptDataException {
        assertThat(mapped(window(first)).then(mapped(window(second))))
                .isEqualTo(window(first).then(window(second)));
    }

    @Property(tries = 30)
    void columnsOfAnyShapeEqualTheirEvents(
            @ForAll long seed,
            @ForAll("idMasks") long mask,
            @ForAll long base,
            @ForAll @IntRange(max = 5000) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] blocks = new long[count];
        byte[] kinds = new byte[count];
        List<BlockEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks[i] = (random.nextLong() & mask) | (base & ~mask);
            kinds[i] = (byte) random.nextInt(4);
            events.add(new BlockEvent(EventKind.ofCode(kinds[i]), blocks[i], i, i));
        }
        assertThat(WindowParts.of(ChangeSet.of(blocks, kinds, count))).isEqualTo(WindowParts.expected(events));
    }

    @Property(tries = 20)
    @Domain(BlockSetSamples.class)
    @Domain(DomainContext.Global.class)
    void columnsOfEveryContainerEqualTheirEvents(@ForAll Sample sample, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<BlockEvent> events = new ArrayList<>();
        int kindsBound = 1 + random.nextInt(4);
        for (long block : sample.model()) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                events.add(new BlockEvent(EventKind.ofCode(random.nextInt(kindsBound)), block, 0, 0));
            }
        }
        Collections.shuffle(events, new Random(seed));
        long[] blocks = events.stream().mapToLong(BlockEvent::blockId).toArray();
        byte[] kinds = new byte[blocks.length];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = events.get(i).kind().code();
        }
        ChangeSet window = ChangeSet.of(blocks, kinds, blocks.length);
        WindowParts expected = WindowParts.expected(events);
        assertThat(WindowParts.of(window)).isEqualTo(expected);
        assertThat(serialized(window.unflushed())).isEqualTo(serialized(expected.unflushed()));
        assertThat(serialized(window.flushed())).isEqualTo(serialized(expected.flushed()));
    }

    @Example
    void everyShortHistorySplitAnywhereComposesToTheWhole() {
        for (List<BlockEvent> history : CompositionLaws.histories(6)) {
            assertThat(WindowParts.of(window(history))).isEqualTo(WindowParts.expected(history));
            LAWS.splits(history);
        }
    }

    @Provide
    Arbitrary<List<BlockEvent>> events() {
        return event().list().ofMaxSize(200);
    }

    @Provide
    Arbitrary<List<BlockEvent>> fewEvents() {
        return event().list().ofMaxSize(25);
    }

    /** Which bits of the ids vary: none, a few, in one place, in several, all. */
    @Provide
    Arbitrary<Long> idMasks() {
        return Arbitraries.oneOf(
                Arbitraries.of(0L, 7L, 0xFFFL, 0xFFFFFL, 0x700000000FL, 0xC000000000000003L, 1L << 63, -1L),
                Arbitraries.longs());
    }

    private static Arbitrary<BlockEvent> event() {
        return Combinators.combine(Arbitraries.of(EventKind.class), block())
                .as((kind, block) -> new BlockEvent(kind, block, 0, 0));
    }

    private static Arbitrary<Long> block() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.longs().between(0, 7)),
                Tuple.of(1, Arbitraries.longs().between(65_530, 65_540)),
                Tuple.of(1, Arbitraries.of(1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62, -1L)));
    }

    private static ChangeSet window(List<BlockEvent> events) {
        ChangeSet.Builder builder = ChangeSet.builder();
        events.forEach(builder::accept);
        return builder.build();
    }

    private static WindowParts parts(List<BlockEvent> events) {
        return WindowParts.of(window(events));
    }

    private static ChangeSet mapped(ChangeSet set) throws CorruptDataException {
        return ChangeSet.from(
                mapped(set.touched()),
                mapped(set.firstCreated()),
                mapped(set.lastDeleted()),
                mapped(set.unflushed()),
                mapped(set.flushed()));
    }

    private static BlockSet mapped(BlockSet set) throws CorruptDataException {
        return BlockSet.map(direct(serialized(set)));
    }
}
