package io.tidemark.simulator.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/**
 * What a store held at one moment: each block's id, length and SHA-256. This is the oracle of a restore. It is taken by
 * walking the store's own table and reading the files, not by way of events, change sets or a {@link StoreView}; what it
 * cannot see is a fault that changes a file before the image is taken.
 */
public final class StoreImage {
    private static final int HASH_BYTES = 32;

    private final long[] ids;
    private final int[] lengths;
    private final byte[] hashes;
    private final long bytes;

    private StoreImage(long[] ids, int[] lengths, byte[] hashes) {
        this.ids = ids;
        this.lengths = lengths;
        this.hashes = hashes;
        this.bytes = Arrays.stream(lengths).asLongStream().sum();
    }

    /** Reads every live block of the store. */
    public static StoreImage take(BlockStore store) throws IOException {
        int count = Math.toIntExact(store.liveBlocks());
        Taker taker = new Taker(count);
        store.table().forEach(taker::add);
        return new StoreImage(taker.ids, taker.lengths, taker.hashes);
    }

    /** How many blocks. */
    public int blocks() {
        return ids.length;
    }

    /** The sum of their lengths. */
    public long bytes() {
        return bytes;
    }

    /** Begins to hold a restore against this image. */
    public Comparison compare() {
        return new Comparison();
    }

    private static final class Taker {
        private final MessageDigest sha = sha256();
        private final long[] ids;
        private final int[] lengths;
        private final byte[] hashes;
        private int count;

        Taker(int capacity) {
            ids = new long[capacity];
            lengths = new int[capacity];
            hashes = new byte[capacity * HASH_BYTES];
        }

        void add(long id, Extent extent) throws IOException {
            ids[count] = id;
            lengths[count] = extent.length();
            sha.update(BlockStore.read(extent));
            System.arraycopy(sha.digest(), 0, hashes, count * HASH_BYTES, HASH_BYTES);
            count++;
        }
    }

    /** A restore held against the image, block by block in any order. */
    public final class Comparison {
        private final MessageDigest sha = sha256();
        private final BitSet seen = new BitSet();
        private final List<Difference> differences = new ArrayList<>();
        private long restoredBytes;

        private Comparison() {}

        /** Takes a restored block: the remaining bytes of {@code content}, which are consumed. */
        public void block(long id, ByteBuffer content) {
            int length = content.remaining();
            restoredBytes += length;
            sha.update(content);
            byte[] found = sha.digest();
            int index = Arrays.binarySearch(ids, id);
            if (index < 0) {
                differences.add(new Difference(id, "absent", describe(length, found, 0)));
                return;
            }
            if (seen.get(index)) {
                differences.add(new Difference(id, "once", "twice"));
            }
            seen.set(index);
            int at = index * HASH_BYTES;
            if (length != lengths[index] || !Arrays.equals(found, 0, HASH_BYTES, hashes, at, at + HASH_BYTES)) {
                differences.add(new Difference(id, describe(lengths[index], hashes, at), describe(length, found, 0)));
            }
        }

        /** Ends the comparison: what was not restored counts as a difference too. */
        public List<Difference> finish() {
            for (int i = seen.nextClearBit(0); i < ids.length; i = seen.nextClearBit(i + 1)) {
                differences.add(new Difference(ids[i], describe(lengths[i], hashes, i * HASH_BYTES), "absent"));
            }
            return List.copyOf(differences);
        }

        /** Bytes taken so far. */
        public long restoredBytes() {
            return restoredBytes;
        }
    }

    private static String describe(int length, byte[] hashes, int at) {
        return length + " bytes, sha256 " + HexFormat.of().formatHex(hashes, at, at + 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
