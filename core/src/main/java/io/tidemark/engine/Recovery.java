package io.tidemark.engine;

import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.engine.Manifest.SegmentEntry;
import io.tidemark.segment.ActiveSegment;
import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.SegmentStore;
import io.tidemark.segment.Zone;
import io.tidemark.spi.Entropy;
import io.tidemark.spi.Identity;
import io.tidemark.spi.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a persist folder: reads the manifest and the headers of its segments, and drops files that no manifest names. A segment
 * that is missing or has a damaged header becomes a loss.
 *
 * <p>What else can be there:
 *
 * <table>
 * <caption>Files and what becomes of them</caption>
 * <tr><th>file</th><th>result</th></tr>
 * <tr><td>no manifest, no segment</td><td>a new folder</td></tr>
 * <tr><td>no manifest, but segments</td><td>refused: the first thing that an engine saves is a manifest, so it was taken away</td></tr>
 * <tr><td>a manifest that is damaged, foreign or of another version</td><td>refused</td></tr>
 * <tr><td>a segment or temporary file that the manifest does not name</td><td>left by a crash: deleted</td></tr>
 * <tr><td>{@code *.damaged} and anything else</td><td>left alone</td></tr>
 * </table>
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Storage storage;
    private final SegmentStore store;
    private final List<SealedSegment> sealed = new ArrayList<>();
    private final List<EngineState.LossMark> losses = new ArrayList<>();

    private Recovery(Storage storage, SegmentStore store) {
        this.storage = storage;
        this.store = store;
    }

    /**
     * What was found.
     *
     * @param state to go on with
     * @param manifest what is durable; {@code null} in a new folder
     */
    record Recovered(EngineState state, @Nullable Manifest manifest) {}

    static Recovered recover(Storage storage, SegmentStore store, IntSupplier capacity, Entropy entropy)
            throws IOException {
        Manifest manifest = new ManifestFile(storage).load();
        if (manifest == null) {
            refuseOrphans(storage);
            ActiveSegment active = store.newActive(capacity.getAsInt(), new Zone());
            return new Recovered(EngineState.empty(Identity.draw(entropy), active), null);
        }
        // The process may have died between a rename and the force of the folder: what we build upon must not vanish
        // later.
        storage.forceDirectory();
        return new Recovered(new Recovery(storage, store).recover(manifest, capacity), manifest);
    }

    private static void refuseOrphans(Storage storage) throws IOException {
        List<String> orphans =
                storage.list().stream().filter(SegmentStore::isSegmentFile).toList();
        if (!orphans.isEmpty()) {
            throw new IOException("folder has segments but no " + ManifestFile.NAME + ": folder=" + storage.location()
                    + ", segments=" + orphans.size()
                    + "; put the manifest back, or empty the folder to begin anew with full backups");
        }
    }

    private EngineState recover(Manifest manifest, IntSupplier capacity) throws IOException {
        dropOrphans(manifest);
        losses.addAll(manifest.losses());
        for (SegmentEntry entry : manifest.segments()) {
            recover(entry);
        }
        Zone zone = Zone.ofBounds(manifest.sealed());
        ActiveSegment active = store.newActive(capacity.getAsInt(), zone);
        EngineState.Past past = new EngineState.Past(
                sealed, manifest.droppedThrough(), Zone.ofBounds(manifest.dropped()), manifest.replayFrom());
        return new EngineState(
                manifest.engine(),
                past,
                new EngineState.Tail(List.of(), active, zone, manifest.nextSequence()),
                manifest.consumers(),
                losses);
    }

    private void recover(SegmentEntry entry) throws IOException {
        Zone expected = Zone.ofBounds(entry.zone());
        try {
            SealedSegment segment = store.open(entry.file());
            if (!SegmentEntry.of(segment).equals(entry)) {
                throw new CorruptDataException(entry.file(), 0, entry, SegmentEntry.of(segment));
            }
            sealed.add(segment);
        } catch (CorruptDataException | NoSuchFileException | EOFException e) {
            LOG.error("changes are lost, full backups will be required: file={}", entry.file(), e);
            if (!expected.isEmpty()) {
                losses.add(new EngineState.LossMark(
                        entry.lastSequence(),
                        new FullRequired(
                                LossReason.CORRUPT_SEGMENT,
                                expected.minWal(),
                                expected.maxWal(),
                                "segment cannot be read: file=" + entry.file() + ": " + e.getMessage())));
            }
            store.putAside(entry.file());
        }
    }

    private void dropOrphans(Manifest manifest) throws IOException {
        var live = manifest.segments().stream().map(SegmentEntry::file).collect(Collectors.toSet());
        for (String name : storage.list()) {
            boolean isOrphan = SegmentStore.isSegmentFile(name) && !live.contains(name);
            if (isOrphan || ManifestFile.isTemporary(name)) {
                LOG.info("dropping a file that a crash left: file={}", name);
                storage.delete(name);
            }
        }
    }
}
