package io.tidemark.engine;

import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.engine.Manifest.SegmentEntry;
import io.tidemark.segment.MemoryAccount;
import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.SegmentStore;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a persist folder holds, read without changing it and without an engine. Of a folder in use this is what was saved
 * last, and a segment merged away meanwhile can look like damage: look again.
 *
 * @param location the folder
 * @param replayFrom the first WAL offset that the host has to deliver again, unsigned; 0 for all
 * @param nextSequence the sequence of the next seal
 * @param segments the live segments in arrival order; damaged ones are not among them
 * @param consumers by name, ascending
 * @param losses told and not yet settled
 * @param damaged what is wrong, one entry for each file
 * @param strangers segment files that the manifest does not name: leftovers, dropped at the next open
 */
public record FolderInspection(
        String location,
        long replayFrom,
        long nextSequence,
        List<Segment> segments,
        List<ConsumerCursor> consumers,
        List<FullRequired> losses,
        List<Damage> damaged,
        List<String> strangers) {

    /**
     * A live segment.
     *
     * @param file its name
     * @param firstSequence the first seal in it
     * @param lastSequence the last
     * @param events how many
     * @param bytes the file's size
     * @param minWal the smallest WAL offset, unsigned
     * @param maxWal the largest
     * @param minTime the smallest timestamp, nanoseconds since the epoch
     * @param maxTime the largest
     */
    public record Segment(
            String file,
            long firstSequence,
            long lastSequence,
            long events,
            long bytes,
            long minWal,
            long maxWal,
            long minTime,
            long maxTime) {}

    /**
     * A consumer.
     *
     * @param name its name
     * @param cursor the end of its last committed window
     * @param hasBase whether it has a base to be incremental to
     * @param openWindow the end of a window begun and not ended
     */
    public record ConsumerCursor(
            String name,
            BackupCursor cursor,
            boolean hasBase,
            @Nullable BackupCursor openWindow) {}

    /**
     * A file that is not what it should be.
     *
     * @param file its name
     * @param problem where, what was expected, what was found
     */
    public record Damage(String file, String problem) {}

    /** How thoroughly to look. */
    public enum Depth {
        /** The manifest and the headers. */
        HEADERS,
        /** Every byte against its checksum. */
        EVERYTHING
    }

    /** Whether a folder is a persist folder at all. */
    public static boolean isPersistFolder(Storage storage) throws IOException {
        return storage.list().contains(ManifestFile.NAME);
    }

    /**
     * Looks.
     *
     * @throws IOException if the manifest cannot be read, without which nothing else means anything
     */
    public static FolderInspection of(Storage storage, Depth depth) throws IOException {
        Manifest manifest = new ManifestFile(storage).load();
        if (manifest == null) {
            throw new IOException(
                    "no persist folder, there is no " + ManifestFile.NAME + ": folder=" + storage.location());
        }
        SegmentStore store = new SegmentStore(storage, new MemoryAccount(), () -> Long.MAX_VALUE, false);
        List<Segment> segments = new ArrayList<>();
        List<Damage> damaged = new ArrayList<>();
        for (SegmentEntry entry : manifest.segments()) {
            try {
                segments.add(look(store, entry, depth));
            } catch (IOException e) {
                damaged.add(new Damage(entry.file(), e.getClass().getSimpleName() + ": " + e.getMessage()));
            }
        }
        Set<String> live = manifest.segments().stream().map(SegmentEntry::file).collect(Collectors.toSet());
        List<String> strangers = storage.list().stream()
                .filter(SegmentStore::isSegmentFile)
                .filter(file -> !live.contains(file))
                .toList();
        return new FolderInspection(
                storage.location(),
                manifest.replayFrom(),
                manifest.nextSequence(),
                segments,
                consumers(manifest),
                manifest.losses().stream().map(EngineState.LossMark::loss).toList(),
                damaged,
                strangers);
    }

    private static Segment look(SegmentStore store, SegmentEntry entry, Depth depth) throws IOException {
        SealedSegment segment = store.open(entry.file());
        if (!SegmentEntry.of(segment).equals(entry)) {
            throw new CorruptDataException(entry.file(), 0, entry, SegmentEntry.of(segment));
        }
        if (depth == Depth.EVERYTHING) {
            store.scrub(segment);
        }
        return new Segment(
                entry.file(),
                segment.firstSequence(),
                segment.lastSequence(),
                segment.events(),
                segment.length(),
                segment.zone().minWal(),
                segment.zone().maxWal(),
                segment.zone().minTime(),
                segment.zone().maxTime());
    }

    private static List<ConsumerCursor> consumers(Manifest manifest) {
        return manifest.consumers().entrySet().stream()
                .map(entry -> new ConsumerCursor(
                        entry.getKey(),
                        entry.getValue().cursor(),
                        entry.getValue().hasBase(),
                        entry.getValue().openWindow()))
                .toList();
    }
}
