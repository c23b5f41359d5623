package io.tidemark.backup;

import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.Compression;
import io.tidemark.engine.FullRequired;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a backup when it begins.
 *
 * @param id such as {@code b0004}; given out once in a folder
 * @param mode what it holds
 * @param parent the backup that it continues; absent for the two full modes
 * @param source name of the host, such as {@code vnode-2}
 * @param consumer whose cursor it moves
 * @param from begin of its window: the parent's end, or where the consumer stood
 * @param to end of its window: the moment that a restore of it brings back
 * @param timeNanos when it was begun, nanoseconds since the epoch
 * @param fullReasons why {@link BackupRequest#AUTO} could not be incremental; empty otherwise
 * @param mergedFrom the chain that a synthetic full was made of, oldest first; empty otherwise
 * @param compression of its packs
 * @param encryption of its packs; absent if they are plain
 */
public record BackupHeader(
        String id,
        BackupMode mode,
        @Nullable BackupRef parent,
        String source,
        String consumer,
        BackupCursor from,
        BackupCursor to,
        long timeNanos,
        List<FullRequired> fullReasons,
        List<BackupRef> mergedFrom,
        Compression compression,
        @Nullable Encryption encryption) {

    private static final String SEED_DOMAIN = "tidemark backup 1";

    public BackupHeader {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(consumer, "consumer");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(compression, "compression");
        fullReasons = List.copyOf(fullReasons);
        mergedFrom = List.copyOf(mergedFrom);
        if (mode.isFull() != (parent == null)) {
            throw new IllegalArgumentException(
                    "an incremental backup has a parent and a full one has none: mode=" + mode + ", parent=" + parent);
        }
    }

    /** Whether both continue the same line of backups. */
    boolean isOfLine(String otherSource, String otherConsumer) {
        return source.equals(otherSource) && consumer.equals(otherConsumer);
    }

    /** The same backup with a window that ends later; its {@link #seed} does not change. */
    BackupHeader withWindow(BackupCursor newFrom, BackupCursor newTo) {
        return new BackupHeader(
                id,
                mode,
                parent,
                source,
                consumer,
                newFrom,
                newTo,
                timeNanos,
                fullReasons,
                mergedFrom,
                compression,
                encryption);
    }

    /**
     * What binds a pack to its backup before the backup's identity can be known: SHA-256 over id, mode, parent, line,
     * begin and encryption. It leaves the window's end out, which a resumed backup moves.
     */
    byte[] seed() {
        MessageDigest digest = Digests.sha256();
        update(digest, SEED_DOMAIN);
        update(digest, id);
        update(digest, mode.name());
        update(digest, parent == null ? "" : parent.id());
        update(digest, parent == null ? "" : parent.identity());
        update(digest, source);
        update(digest, consumer);
        update(digest, Long.toString(timeNanos));
        update(digest, encryption == null ? "" : encryption.salt());
        return digest.digest();
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int shift = 24; shift >= 0; shift -= Byte.SIZE) {
            digest.update((byte) (bytes.length >>> shift));
        }
        digest.update(bytes);
    }
}
