package io.tidemark.reports.run;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.PrimitiveIterator;

/**
 * SHA-256 over events and change sets as they come. An event is its kind's code and its three numbers, big-endian; a
 * change set is a mark and then its four sets, each with its size before its blocks, ascending. The form of a bitmap does
 * not enter, so neither spilling nor merging changes the digest. Not thread-safe.
 */
final class RunDigest implements EventSink {
    private static final byte CHANGES = 'C';
    private static final byte TEXT = 'T';

    private final MessageDigest sha = sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    @Override
    public void accept(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        reserve(1 + 3 * Long.BYTES);
        buffer.put(kind.code()).putLong(blockId).putLong(walOffset).putLong(timestampNanos);
    }

    void changes(ChangeSet changes) {
        reserve(1);
        buffer.put(CHANGES);
        blocks(changes.created());
        blocks(changes.modified());
        blocks(changes.deleted());
        blocks(changes.unflushed());
    }

    void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reserve(1 + Integer.BYTES);
        buffer.put(TEXT).putInt(bytes.length);
        drain();
        sha.update(bytes);
    }

    private void blocks(BlockSet set) {
        number(set.cardinality());
        for (PrimitiveIterator.OfLong blocks = set.ascending(); blocks.hasNext(); ) {
            number(blocks.nextLong());
        }
    }

    private void number(long value) {
        reserve(Long.BYTES);
        buffer.putLong(value);
    }

    private void reserve(int bytes) {
        if (buffer.remaining() < bytes) {
            drain();
        }
    }

    private void drain() {
        sha.update(buffer.flip());
        buffer.clear();
    }

    /** The digest of all that came, 64 hexadecimal digits; begins anew. */
    String finish() {
        drain();
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
