package io.tidemark.backup;

import io.tidemark.engine.BackupCursor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A committed backup: all that a reader needs to know to find, check and restore it. Stored as JSON, see
 * {@link ManifestFormat}.
 *
 * @param header what was known when it began
 * @param created blocks that it has and its parent's moment had not; for a full backup, all
 * @param modified blocks that it has anew
 * @param deleted blocks that it takes away
 * @param absent how many of {@code deleted} were changed in the window but gone when they were read, see
 *     {@link AbsentPolicy}
 * @param rawBytes the blocks' contents
 * @param statistics what it took
 * @param packs its files; the first holds its sets
 * @param identity SHA-256 of the manifest's content, 64 hexadecimal digits. As the content names every pack by its
 *     SHA-256 and the parent by its identity, two backups with one identity have one content, down to the chain's begin;
 *     ids, names, sizes and times do not have to be trusted
 */
public record BackupManifest(
        BackupHeader header,
        long created,
        long modified,
        long deleted,
        long absent,
        long rawBytes,
        BackupStatistics statistics,
        List<PackEntry> packs,
        String identity) {

    public BackupManifest {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(statistics, "statistics");
        Objects.requireNonNull(identity, "identity");
        packs = List.copyOf(packs);
    }

    public String id() {
        return header.id();
    }

    public BackupMode mode() {
        return header.mode();
    }

    /** The backup that this one continues; {@code null} for a full one. */
    public @Nullable BackupRef parent() {
        return header.parent();
    }

    public String source() {
        return header.source();
    }

    public String consumer() {
        return header.consumer();
    }

    /** The end of the window: the moment that a restore brings back. */
    public BackupCursor to() {
        return header.to();
    }

    /** The highest WAL offset before the window, unsigned. */
    public long walFrom() {
        return header.from().walOffset();
    }

    /** The highest WAL offset at the window's end, unsigned. */
    public long walTo() {
        return header.to().walOffset();
    }

    /** How many blocks it holds. */
    public long blocks() {
        return created + modified;
    }

    /** The bytes of all its packs. */
    public long storedBytes() {
        return packs.stream().mapToLong(PackEntry::length).sum();
    }

    /** Its name for a child. */
    public BackupRef ref() {
        return new BackupRef(id(), identity);
    }

    PackEntry setsPack() {
        return packs.get(0);
    }

    List<PackEntry> blockPacks() {
        return packs.subList(1, packs.size());
    }
}
