package io.tidemark.verification.properties;

import io.tidemark.bitmap.BlockSet;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Generators of block sets that force every kind of container, at every border of the id space. */
final class BlockSetSamples extends DomainContextBase {
    private static final List<Long> BORDER_CHUNKS = List.of(
            0L,
            1L,
            (1L << 16) - 1, // the last of the first bucket
            1L << 16, // the first of the second
            1L << 31,
            (1L << 47) - 1, // around 2^63
            1L << 47,
            (1L << 48) - 1); // up to 2^64 - 1

    @Provide
    Arbitrary<Sample> samples() {
        return chunk().list().ofMaxSize(4).map(Sample::new);
    }

    private static Arbitrary<Chunk> chunk() {
        return Combinators.combine(number(), filling(), Arbitraries.integers().between(0, 1000))
                .as(Chunk::new);
    }

    private static Arbitrary<Long> number() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(BORDER_CHUNKS)),
                Tuple.of(2, Arbitraries.longs().between(0, 9)),
                Tuple.of(1, Arbitraries.longs().between(0, (1L << 48) - 1)));
    }

    private static Arbitrary<Chunk.Filling> filling() {
        return Arbitraries.of(Chunk.Filling.class);
    }

    /** Some ids, as the chunks they came from. */
    record Sample(List<Chunk> chunks) {
        /** The set under test. */
        BlockSet set() {
            BlockSet.Builder builder = BlockSet.builder();
            for (Chunk chunk : chunks) {
                chunk.ids().forEach(builder::add);
            }
            return builder.build();
        }

        /** The same, as a plain set in unsigned order. */
        NavigableSet<Long> model() {
            NavigableSet<Long> ids = new TreeSet<>(Long::compareUnsigned);
            for (Chunk chunk : chunks) {
                chunk.ids().forEach(ids::add);
            }
            return ids;
        }
    }

    static long[] toArray(Collection<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    static ByteBuffer serialized(BlockSet set) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(set.serializedBytes()));
        set.serialize(bytes);
        return bytes.flip();
    }

    /** The same bytes outside the heap, as a mapped file has them. */
    static ByteBuffer direct(ByteBuffer bytes) {
        return ByteBuffer.allocateDirect(bytes.remaining())
                .put(bytes.duplicate())
                .flip();
    }
}
