package io.tidemark.verification.properties;

import static io.tidemark.verification.properties.BlockSetSamples.direct;
import static io.tidemark.verification.properties.BlockSetSamples.serialized;
import static io.tidemark.verification.properties.BlockSetSamples.toArray;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.verification.properties.BlockSetSamples.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.roaringbitmap.longlong.Roaring64NavigableMap;

/** A block set is a sorted set of unsigned longs: the same answers, the same algebra, in every form it can have. */
@AddLifecycleHook(Depth.class)
@Domain(BlockSetSamples.class)
@Domain(DomainContext.Global.class)
class BlockSetProperties {
    private static final int STEPS = 300;

    @Property(tries = 60)
    void holdsWhatWasAdded(@ForAll Sample sample) {
        assertSame(sample.set(), sample.model());
    }

    @Property(tries = 40)
    void orderOfAddingDoesNotMatter(@ForAll Sample sample, @ForAll long seed) {
        long[] ids = toArray(sample.model());
        shuffle(ids, new SplittableRandom(seed));
        assertSameBytes(BlockSet.of(ids), sample.set());
    }

    @Property(tries = 40)
    void rangesAreTheirBlocks(@ForAll Sample sample) {
        BlockSet.Builder ranges = BlockSet.builder();
        Long begin = null;
        long end = 0;
        for (long id : sample.model()) {
            if (begin != null && id != end + 1) {
                ranges.addRange(begin, end);
                begin = null;
            }
            begin = begin == null ? Long.valueOf(id) : begin;
            end = id;
        }
        if (begin != null) {
            ranges.addRange(begin, end);
        }
        assertSameBytes(ranges.build(), sample.set());
    }

    @Property(tries = 60)
    void containsExactlyItsBlocks(@ForAll Sample sample, @ForAll long anywhere) {
        BlockSet set = sample.set();
        NavigableSet<Long> model = sample.model();
        for (long probe : probes(model, anywhere)) {
            assertThat(set.contains(probe)).as(Long.toUnsignedString(probe)).isEqualTo(model.contains(probe));
        }
    }

    @Property(tries = 60)
    void iteratesFromAnyBlockBothWays(@ForAll Sample sample, @ForAll long anywhere) {
        BlockSet set = sample.set();
        NavigableSet<Long> model = sample.model();
        for (long probe : probes(model, anywhere)) {
            assertSameSteps(set.ascendingFrom(probe), model.tailSet(probe, true).iterator());
            assertSameSteps(
                    set.descendingFrom(probe), model.headSet(probe, true).descendingIterator());
        }
    }

    @Property(tries = 60)
    void betweenIsTheSubSet(@ForAll Sample sample, @ForAll long anywhere) {
        BlockSet set = sample.set();
        NavigableSet<Long> model = sample.model();
        long[] probes = toArray(probes(model, anywhere));
        for (int i = 1; i < probes.length; i++) {
            BlockSet between = set.between(probes[i - 1], probes[i]);
            assertThat(between.toArray()).isEqualTo(toArray(model.subSet(probes[i - 1], true, probes[i], true)));
            assertThat(set.between(probes[i], probes[i - 1]).cardinality())
                    .isEqualTo(probes[i] == probes[i - 1] ? between.cardinality() : 0);
        }
    }

    @Property(tries = 60)
    void algebraIsThatOfSets(@ForAll Sample left, @ForAll Sample right) {
        assertAlgebra(left.set(), right.set(), left.model(), right.model());
    }

    @Property(tries = 40)
    void algebraOfOverlappingSetsIsThatOfSets(@ForAll Sample all, @ForAll long seed) {
        NavigableSet<Long> some = new TreeSet<>(Long::compareUnsigned);
        SplittableRandom random = new SplittableRandom(seed);
        for (long id : all.model()) {
            if (random.nextInt(4) != 0) {
                some.add(id);
            }
        }
        assertAlgebra(all.set(), BlockSet.of(toArray(some)), all.model(), some);
        assertAlgebra(BlockSet.of(toArray(some)), all.set(), some, all.model());
    }

    @Property(tries = 40)
    void mappedSetsComputeLikeHeapSets(@ForAll Sample left, @ForAll Sample right) throws CorruptDataException {
        BlockSet mappedLeft = BlockSet.map(direct(serialized(left.set())));
        BlockSet mappedRight = BlockSet.map(direct(serialized(right.set())));
        assertAlgebra(mappedLeft, mappedRight, left.model(), right.model());
        assertAlgebra(mappedLeft, right.set(), left.model(), right.model());
    }

    @Property(tries = 60)
    void serializationGivesTheSameSetBack(@ForAll Sample sample) throws CorruptDataException {
        BlockSet set = sample.set();
        ByteBuffer bytes = serialized(set);
        ByteBuffer heap = bytes.duplicate();
        ByteBuffer mapped = direct(bytes);
        assertSameBytes(BlockSet.deserialize(heap), set);
        assertSameBytes(BlockSet.map(mapped), set);
        assertThat(heap.hasRemaining()).isFalse();
        assertThat(mapped.hasRemaining()).isFalse();
        assertSame(BlockSet.map(direct(bytes)), sample.model());
    }

    @Property(tries = 60)
    void libraryReadsOurs(@ForAll Sample sample) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(sample.set().serializedBytes())];
        sample.set().serialize(ByteBuffer.wrap(bytes));
        Roaring64NavigableMap library = new Roaring64NavigableMap(/* signedLongs= */ false);
        library.deserializePortable(new DataInputStream(new ByteArrayInputStream(bytes)));
        assertThat(library.toArray()).isEqualTo(toArray(sample.model()));
    }

    @Property(tries = 60)
    void weReadTheLibrarys(@ForAll Sample sample, @ForAll boolean runs) throws IOException {
        Roaring64NavigableMap library = new Roaring64NavigableMap(/* signedLongs= */ false);
        sample.model().forEach(library::addLong);
        if (runs) {
            library.runOptimize();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        library.serializePortable(new DataOutputStream(bytes));
        BlockSet ours = BlockSet.deserialize(ByteBuffer.wrap(bytes.toByteArray()));
        assertThat(ours).isEqualTo(sample.set()).hasSameHashCodeAs(sample.set());
        assertSame(ours, sample.model());
    }

    @Property(tries = 40)
    void memoryIsTheSerializedBytesAndABoundedRest(@ForAll Sample sample) throws CorruptDataException {
        BlockSet set = sample.set();
        long perChunk = 300;
        assertThat(set.memoryBytes())
                .isBetween(
                        set.serializedBytes() / 2,
                        set.serializedBytes() + 100 + perChunk * sample.chunks().size());
        assertThat(BlockSet.map(direct(serialized(set))).memoryBytes())
                .isLessThanOrEqualTo(100 + perChunk * sample.chunks().size());
    }

    private static void assertAlgebra(
            BlockSet left, BlockSet right, NavigableSet<Long> leftModel, NavigableSet<Long> rightModel) {
        NavigableSet<Long> union = copy(leftModel);
        union.addAll(rightModel);
        assertCanonical(left.or(right), union);
        NavigableSet<Long> intersection = copy(leftModel);
        intersection.retainAll(rightModel);
        assertCanonical(left.and(right), intersection);
        NavigableSet<Long> difference = copy(leftModel);
        difference.removeIf(rightModel::contains);
        assertCanonical(left.andNot(right), difference);
        assertThat(left.isSubsetOf(right)).isEqualTo(difference.isEmpty());
        assertThat(left.equals(right)).isEqualTo(leftModel.equals(rightModel));
    }

    private static void assertSame(BlockSet set, NavigableSet<Long> model) {
        long[] expected = toArray(model);
        assertThat(set.cardinality()).isEqualTo(expected.length);
        assertThat(set.isEmpty()).isEqualTo(expected.length == 0);
        assertThat(set.toArray()).isEqualTo(expected);
        int[] next = {0};
        set.forEach(id -> assertThat(id).isEqualTo(expected[next[0]++]));
        assertThat(next[0]).isEqualTo(expected.length);
        PrimitiveIterator.OfLong descending = set.descending();
        for (int i = expected.length - 1; i >= 0; i--) {
            assertThat(descending.nextLong()).isEqualTo(expected[i]);
        }
        assertThat(descending.hasNext()).isFalse();
        if (expected.length > 0) {
            assertThat(set.first()).isEqualTo(expected[0]);
            assertThat(set.last()).isEqualTo(expected[expected.length - 1]);
        }
    }

    /** Results have the very bytes of a set built from scratch: every container in its one smallest form. */
    private static void assertCanonical(BlockSet result, NavigableSet<Long> model) {
        assertThat(result.toArray()).isEqualTo(toArray(model));
        assertSameBytes(result, BlockSet.of(toArray(model)));
    }

    private static void assertSameBytes(BlockSet left, BlockSet right) {
        assertThat(left).isEqualTo(right).hasSameHashCodeAs(right);
        assertThat(serialized(left)).isEqualTo(serialized(right));
    }

    private static void assertSameSteps(PrimitiveIterator.OfLong found, Iterator<Long> expected) {
        for (int i = 0; i < STEPS && expected.hasNext(); i++) {
            assertThat(found.nextLong()).isEqualTo(expected.next());
        }
        if (!expected.hasNext()) {
            assertThat(found.hasNext()).isFalse();
        }
    }

    /** Ids at and beside the ends of the set and of the id space, and anywhere; ascending. */
    private static NavigableSet<Long> probes(NavigableSet<Long> model, long anywhere) {
        NavigableSet<Long> probes = new TreeSet<>(Long::compareUnsigned);
        addWithNeighbours(probes, 0);
        addWithNeighbours(probes, 1L << 32);
        addWithNeighbours(probes, Long.MIN_VALUE);
        addWithNeighbours(probes, anywhere);
        if (!model.isEmpty()) {
            addWithNeighbours(probes, model.first());
            addWithNeighbours(probes, model.last());
            Long inside = model.ceiling(anywhere);
            addWithNeighbours(probes, inside == null ? model.first() : inside);
        }
        return probes;
    }

    private static void addWithNeighbours(NavigableSet<Long> probes, long id) {
        probes.add(id - 1);
        probes.add(id);
        probes.add(id + 1);
    }

    private static NavigableSet<Long> copy(NavigableSet<Long> ids) {
        NavigableSet<Long> copy = new TreeSet<>(Long::compareUnsigned);
        copy.addAll(ids);
        return copy;
    }

    private static void shuffle(long[] ids, SplittableRandom random) {
        for (int i = ids.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long id = ids[i];
            ids[i] = ids[j];
            ids[j] = id;
        }
    }
}
