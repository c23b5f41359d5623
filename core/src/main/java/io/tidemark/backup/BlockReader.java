package io.tidemark.backup;

import io.tidemark.spi.BlockSource;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads blocks of a source, again if that fails. Holds one block in memory. To be used from one thread. */
final class BlockReader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final BlockSource source;
    private final ReadPolicy policy;
    private final Pause pause;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long retries;

    BlockReader(BlockSource source, ReadPolicy policy, Pause pause) {
        this.source = source;
        this.policy = policy;
        this.pause = pause;
    }

    /** Reads that failed and were tried again. */
    long retries() {
        return retries;
    }

    private interface Attempt<T> {
        T run() throws IOException;
    }

    /** A block's content, valid until the next call; {@code null} if the source says that it does not exist. */
    @Nullable
    ByteBuffer read(long blockId) throws BlockReadException {
        return attempt(blockId, () -> Optional.ofNullable(readOnce(blockId))).orElse(null);
    }

    /** Whether the source has a block. */
    boolean exists(long blockId) throws BlockReadException {
        return attempt(blockId, () -> source.length(blockId)) != BlockSource.ABSENT;
    }

    private <T> T attempt(long blockId, Attempt<T> attempted) throws BlockReadException {
        long begin = pause.now();
        for (int attempt = 1; ; attempt++) {
            try {
                return attempted.run();
            } catch (IOException | BufferOverflowException e) {
                awaitNext(blockId, attempt, begin, e);
            }
        }
    }

    private void awaitNext(long blockId, int attempt, long begin, Exception cause) throws BlockReadException {
        if (attempt == policy.attempts()) {
            throw new BlockReadException(blockId, attempt, "attempts are used up", cause);
        }
        long backoff = policy.backoffNanos(attempt);
        if (pause.now() - begin + backoff > policy.timeoutNanos()) {
            throw new BlockReadException(blockId, attempt, "time is used up", cause);
        }
        pause.await(backoff);
        retries++;
    }

    private @Nullable ByteBuffer readOnce(long blockId) throws IOException {
        int length = source.length(blockId);
        if (length == BlockSource.ABSENT) {
            return null;
        }
        if (length < 0 || length > BlockSource.MAX_BLOCK_BYTES) {
            throw new IOException("block must have 0 to " + BlockSource.MAX_BLOCK_BYTES + " bytes: length=" + length);
        }
        reserve(length);
        int read = source.read(blockId, buffer);
        if (read == BlockSource.ABSENT) {
            return null;
        }
        if (read != buffer.position()) {
            throw new IOException("source must fill the buffer by what it returns: returned=" + read + ", filled="
                    + buffer.position());
        }
        return buffer.flip();
    }

    private void reserve(int length) {
        if (buffer.capacity() < length) {
            buffer = ByteBuffer.allocate(length);
        }
        buffer.clear();
    }
}
