package io.tidemark.simulator;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.EventKind;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over what a run did: each event as (0, vnode, kind, block, WAL offset, time), each window as (1, vnode) and its
 * created, modified and deleted blocks, each set as its size and its ids ascending; all numbers of 8 bytes, big-endian.
 * Equal runs have equal digests on any JDK.
 */
final class RunDigest {
    private static final int NUMBERS = 6;

    private final MessageDigest digest = sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(1024 * NUMBERS * Long.BYTES);

    void event(int vnode, EventKind kind, long block, long walOffset, long time) {
        room(NUMBERS);
        buffer.putLong(0)
                .putLong(vnode)
                .putLong(kind.code())
                .putLong(block)
                .putLong(walOffset)
                .putLong(time);
    }

    void window(int vnode, ChangeSet changes) {
        put(1);
        put(vnode);
        set(changes.created());
        set(changes.modified());
        set(changes.deleted());
    }

    private void set(BlockSet blocks) {
        put(blocks.cardinality());
        blocks.forEach(this::put);
    }

    private void put(long number) {
        room(1);
        buffer.putLong(number);
    }

    private void room(int numbers) {
        if (buffer.remaining() < numbers * Long.BYTES) {
            drain();
        }
    }

    private void drain() {
        digest.update(buffer.flip());
        buffer.clear();
    }

    /** The digest as hexadecimal digits; nothing can be added afterwards. */
    String finish() {
        drain();
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
