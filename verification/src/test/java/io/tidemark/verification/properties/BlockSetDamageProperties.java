package io.tidemark.verification.properties;

import static io.tidemark.verification.properties.BlockSetSamples.direct;
import static io.tidemark.verification.properties.BlockSetSamples.serialized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.verification.properties.BlockSetSamples.Sample;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.roaringbitmap.longlong.Roaring64NavigableMap;

/**
 * Damaged bytes are refused with {@link CorruptDataException}, or they are the bytes of another set, which then is whole
 * in every respect. What this cannot find: damage that turns one valid set into another; a checksum is for that.
 */
@AddLifecycleHook(Depth.class)
@Domain(BlockSetSamples.class)
@Domain(DomainContext.Global.class)
class BlockSetDamageProperties {
    private static final int WOUNDS_PER_SAMPLE = 40;

    /** Something that reads a set from all of these bytes; empty if it refuses them as damaged. */
    private interface Reader {
        Optional<long[]> read(byte[] bytes) throws IOException;
    }

    @Property(tries = 60)
    void damagedBytesAreRefusedOrWhole(@ForAll Sample sample, @ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = bytesOf(sample.set());
        for (int i = 0; i < WOUNDS_PER_SAMPLE; i++) {
            assertRefusedOrWhole(damage(bytes, random), BlockSetDamageProperties::readStrictly);
        }
    }

    @Property(tries = 60)
    void damagedMappedBytesAreJudgedLikeHeapBytes(@ForAll Sample sample, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = bytesOf(sample.set());
        for (int i = 0; i < WOUNDS_PER_SAMPLE; i++) {
            ByteBuffer damaged = ByteBuffer.wrap(damage(bytes, random));
            assertThat(verdict(direct(damaged), BlockSet::map)).isEqualTo(verdict(damaged, BlockSet::deserialize));
        }
    }

    @Property(tries = 40)
    void anyCutIsRefused(@ForAll Sample sample, @ForAll long seed) {
        byte[] bytes = bytesOf(sample.set());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < WOUNDS_PER_SAMPLE; i++) {
            ByteBuffer cut = ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length));
            assertThatThrownBy(() -> BlockSet.deserialize(cut)).isInstanceOf(CorruptDataException.class);
            assertThat(cut.position()).isZero();
        }
    }

    @Property(tries = 500)
    void noiseIsRefusedOrWhole(@ForAll byte[] noise) throws IOException {
        assertRefusedOrWhole(noise, BlockSetDamageProperties::readStrictly);
    }

    @Example
    void readerThatTrustsTheBytesIsCaughtByTheSameLaw() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] bytes = bytesOf(new Sample(List.of(
                        new Chunk(0, Chunk.Filling.SPARSE, 1),
                        new Chunk(1, Chunk.Filling.RUNS, 1),
                        new Chunk(1L << 47, Chunk.Filling.SMALLEST_BITMAP, 1)))
                .set());
        int caught = 0;
        for (int i = 0; i < 200; i++) {
            caught += breaksTheLaw(damage(bytes, random), BlockSetDamageProperties::readTrusting) ? 1 : 0;
        }
        assertThat(caught).isGreaterThan(50);
    }

    private static boolean breaksTheLaw(byte[] damaged, Reader reader) {
        try {
            assertRefusedOrWhole(damaged, reader);
            return false;
        } catch (AssertionError | RuntimeException | IOException e) {
            return true;
        }
    }

    private static void assertRefusedOrWhole(byte[] damaged, Reader reader) throws IOException {
        Optional<long[]> read = reader.read(damaged);
        if (read.isEmpty()) {
            return;
        }
        long[] blocks = read.get();
        for (int i = 1; i < blocks.length; i++) {
            assertThat(blocks[i - 1]).usingComparator(Long::compareUnsigned).isLessThan(blocks[i]);
        }
        assertThat(reader.read(bytesOf(BlockSet.of(blocks))))
                .hasValueSatisfying(again -> assertThat(again).isEqualTo(blocks));
    }

    private static Optional<long[]> readStrictly(byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        BlockSet set;
        try {
            set = BlockSet.deserialize(source);
        } catch (CorruptDataException e) {
            return Optional.empty();
        }
        if (set.cardinality() > 1 << 20) {
            assertStartsWhole(set);
            return Optional.empty();
        }
        assertThat(serialized(set)).isEqualTo(source.flip());
        assertThat(set.toArray()).hasSize(Math.toIntExact(set.cardinality()));
        return Optional.of(set.toArray());
    }

    /** For sets too large to hold: the ends and a stretch of the middle. */
    private static void assertStartsWhole(BlockSet set) {
        assertThat(set.ascending().nextLong()).isEqualTo(set.first());
        assertThat(set.descending().nextLong()).isEqualTo(set.last());
        PrimitiveIterator.OfLong blocks = set.ascending();
        long previous = blocks.nextLong();
        for (int i = 0; i < 1 << 20; i++) {
            long next = blocks.nextLong();
            assertThat(Long.compareUnsigned(previous, next)).isNegative();
            previous = next;
        }
    }

    private static Optional<long[]> readTrusting(byte[] bytes) throws IOException {
        Roaring64NavigableMap library = new Roaring64NavigableMap(/* signedLongs= */ false);
        DataInput input = new DataInputStream(new ByteArrayInputStream(bytes));
        library.deserializePortable(input);
        return Optional.of(library.toArray());
    }

    private interface Parse {
        BlockSet parse(ByteBuffer source) throws CorruptDataException;
    }

    private static Object verdict(ByteBuffer source, Parse parse) {
        try {
            return parse.parse(source);
        } catch (CorruptDataException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static byte[] bytesOf(BlockSet set) {
        byte[] bytes = new byte[Math.toIntExact(set.serializedBytes())];
        set.serialize(ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** A copy with one wound; headers, which are few of the bytes, get half of them. */
    private static byte[] damage(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(random.nextBoolean() ? Math.min(64, bytes.length) : bytes.length);
        byte[] damaged = bytes.clone();
        return switch (random.nextInt(6)) {
            case 0 -> withByte(damaged, at, damaged[at] ^ 1 << random.nextInt(8));
            case 1 -> withByte(damaged, at, random.nextInt(256));
            case 2 -> withByte(damaged, at, -1);
            case 3 -> Arrays.copyOf(damaged, at);
            case 4 -> spliced(damaged, at, at, (byte) random.nextInt(256));
            default -> spliced(damaged, at, at + 1);
        };
    }

    private static byte[] withByte(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    /** The bytes before {@code from}, the inserted ones, the bytes from {@code to} on. */
    private static byte[] spliced(byte[] bytes, int from, int to, byte... inserted) {
        return ByteBuffer.wrap(new byte[from + inserted.length + bytes.length - to])
                .put(bytes, 0, from)
                .put(inserted)
                .put(bytes, to, bytes.length - to)
                .array();
    }
}
