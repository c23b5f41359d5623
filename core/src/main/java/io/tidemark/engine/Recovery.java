package io.tidemark.engine;

import io.tidemark.segment.ActiveSegment;
import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.SegmentStore;
import io.tidemark.segment.Zone;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a persist folder: reads the manifest and the headers of its segments, and drops files that it does not name. */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private Recovery() {}

    static EngineState recover(Storage storage, SegmentStore store, int capacity) throws IOException {
        Manifest manifest = new ManifestFile(storage).load();
        if (manifest == null) {
            dropStrangers(storage, List.of());
            return EngineState.empty(store.newActive(capacity, new Zone()));
        }
        dropStrangers(storage, manifest.segments());
        List<SealedSegment> sealed = new ArrayList<>();
        Zone zone = Zone.ofBounds(manifest.dropped());
        Zone dropped = zone.copy();
        long expected = manifest.droppedThrough() + 1;
        for (String name : manifest.segments()) {
            SealedSegment segment = store.open(name);
            if (segment.firstSequence() != expected) {
                throw new IOException("segments must follow each other: folder=" + storage.location() + ", file=" + name
                        + ", expected sequence=" + expected + ", found=" + segment.firstSequence());
            }
            expected = segment.lastSequence() + 1;
            zone.add(segment.zone());
            sealed.add(segment);
        }
        ActiveSegment active = store.newActive(capacity, zone);
        return new EngineState(
                sealed,
                active,
                zone,
                manifest.nextSequence(),
                manifest.droppedThrough(),
                dropped,
                manifest.consumers(),
                manifest.losses());
    }

    private static void dropStrangers(Storage storage, List<String> live) throws IOException {
        for (String name : storage.list()) {
            if (SegmentStore.isSegmentFile(name) && !live.contains(name)) {
                LOG.info("dropping a segment file that the manifest does not name: file={}", name);
                storage.delete(name);
            }
        }
    }
}
