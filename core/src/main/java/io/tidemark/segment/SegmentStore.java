package io.tidemark.segment;

import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sealed segments and keeps what they own under the memory limit: those least recently used are spilled to their
 * files. Safe for use by any thread.
 *
 * <p>A durable store writes each segment's file when it is made. Any other writes a file only when a segment is spilled.
 */
public final class SegmentStore {
    /*
     * The list of resident segments is doubly linked through the segments themselves: a touch, an insertion and an eviction
     * are O(1) under the one lock of this store. The lock is held while a spilled segment's file is written, which makes
     * those wait who need memory and those who touch a resident segment. No other lock is taken inside.
     */
    private static final Logger LOG = LoggerFactory.getLogger(SegmentStore.class);
    private static final String SUFFIX = ".segment";
    private static final String TEMPORARY_SUFFIX = ".tmp";

    private final Storage storage;
    private final MemoryAccount account;
    private final LongSupplier limit;
    private final boolean isDurable;

    private final SegmentSealer sealer = new SegmentSealer();
    private @Nullable SealedSegment oldest;
    private @Nullable SealedSegment newest;
    private long spills;
    private long spillFailures;

    /**
     * A store without segments.
     *
     * @param storage where the files are
     * @param account counts what segments own on the heap
     * @param limit the bytes that the account is kept under, asked each time
     * @param isDurable whether each segment is written and forced when it is made
     */
    public SegmentStore(Storage storage, MemoryAccount account, LongSupplier limit, boolean isDurable) {
        this.storage = storage;
        this.account = account;
        this.limit = limit;
        this.isDurable = isDurable;
    }

    /** A new active segment, counted. */
    public ActiveSegment newActive(int capacity, Zone before) {
        reserve((long) capacity * ActiveSegment.EVENT_BYTES);
        return new ActiveSegment(capacity, before);
    }

    /** Gives back what a sealed active segment owned. */
    public void release(ActiveSegment active) {
        account.free(active.memoryBytes());
    }

    /**
     * Makes an immutable segment of an active one that no longer grows.
     *
     * @param sequence its place in the order of seals
     * @param earlier all sealed segments before it, in order
     */
    public SealedSegment seal(ActiveSegment active, long sequence, List<SealedSegment> earlier) {
        long lateFrom = LateEvents.lateFrom(active, earlier);
        SegmentSealer.Image sealed = image(active, sequence, lateFrom);
        return admit(sealed.header(), sealed.bytes());
    }

    /* What the sealer will own is not known before, so as much as it may take is reserved, and then counted. */
    private SegmentSealer.Image image(ActiveSegment active, long sequence, long lateFrom) {
        long kept = sealer.memoryBytes();
        long expected = (long) active.count() * SegmentSealer.SCRATCH_BYTES_PER_EVENT;
        long growth = Math.max(0, expected - kept);
        reserve(growth);
        try {
            return sealer.seal(active, sequence, lateFrom);
        } finally {
            account.free(growth);
            account.allocate(sealer.memoryBytes() - kept);
        }
    }

    /** One segment of several neighbours, which stay as they are until {@link #remove}. */
    public SealedSegment merge(List<SealedSegment> inputs) throws IOException {
        long bytes = inputs.stream().mapToLong(SealedSegment::length).sum();
        SealedSegment first = inputs.get(0);
        SealedSegment last = inputs.get(inputs.size() - 1);
        if (bytes <= limit.getAsLong() / 8) {
            HeapOutput output = new HeapOutput((int) bytes);
            SegmentHeader header = new SegmentMerger(inputs).write(output);
            return admit(header, output.image());
        }
        String name = fileName(first.firstSequence(), last.lastSequence());
        SealedSegment merged;
        try (Storage.Output output = createTemporary(name)) {
            merged = new SealedSegment(this, new SegmentMerger(inputs).write(output), name);
            output.force();
        }
        storage.rename(name + TEMPORARY_SUFFIX, name);
        merged.isWritten = true;
        return merged;
    }

    /** A segment that an earlier engine left. Reads and checks its header only. */
    public SealedSegment open(String name) throws IOException {
        try (Storage.Input input = storage.open(name)) {
            ByteBuffer bytes = ByteBuffer.allocate(SegmentLayout.HEADER_BYTES);
            long length = input.size();
            bytes.limit((int) Math.min(length, bytes.capacity()));
            input.read(0, bytes);
            SealedSegment segment = new SealedSegment(this, SegmentHeader.decode(name, bytes.flip(), length), name);
            segment.isWritten = true;
            return segment;
        }
    }

    /** Whether a file of this name is a segment's, finished or not. */
    public static boolean isSegmentFile(String name) {
        return name.endsWith(SUFFIX) || name.endsWith(SUFFIX + TEMPORARY_SUFFIX);
    }

    private static String fileName(long firstSequence, long lastSequence) {
        return String.format("%016x-%016x", firstSequence, lastSequence) + SUFFIX;
    }

    private SealedSegment admit(SegmentHeader header, ByteBuffer image) {
        SealedSegment segment =
                new SealedSegment(this, header, fileName(header.firstSequence(), header.lastSequence()));
        segment.image = image;
        segment.view(new SegmentView(segment.fileName(), header, image));
        synchronized (this) {
            if (isDurable) {
                tryWrite(segment);
            }
            reserve(image.capacity());
            appendNewest(segment);
        }
        return segment;
    }

    /** Writes the file of a segment that has none yet, because it was not wanted or could not be written before. */
    public synchronized void persist(SealedSegment segment) throws IOException {
        ByteBuffer image = segment.image;
        if (!segment.isWritten && image != null) {
            write(segment, image);
        }
    }

    /* A disk that fails must not stop the tracking: the segment stays on the heap, above the limit if it must. */
    private boolean tryWrite(SealedSegment segment) {
        try {
            persist(segment);
            return true;
        } catch (IOException e) {
            if (spillFailures++ == 0) {
                LOG.warn(
                        "cannot write a segment, it stays in memory and is tried again: file={}",
                        segment.fileName(),
                        e);
            }
            return false;
        }
    }

    /** Frees what a segment owns and deletes its file. */
    public synchronized void remove(SealedSegment segment) throws IOException {
        dropImage(segment);
        if (segment.isWritten) {
            segment.isWritten = false;
            storage.delete(segment.fileName());
        }
    }

    /** Marks a use, so that others are spilled before this one. */
    synchronized void touch(SealedSegment segment) {
        if (segment.image != null && newest != segment) {
            unlink(segment);
            appendNewest(segment);
        }
    }

    /** The view of a spilled segment. */
    synchronized SegmentView openView(SealedSegment segment) throws IOException {
        ByteBuffer image = segment.image;
        if (image == null) {
            try (Storage.Input input = storage.open(segment.fileName())) {
                image = input.map(0, Math.toIntExact(segment.length()));
            }
        }
        SegmentView view = new SegmentView(segment.fileName(), segment.header(), image);
        segment.view(view);
        return view;
    }

    /** Counts {@code bytes} about to be allocated, after spilling what has to make room for them. */
    public synchronized void reserve(long bytes) {
        spillDownTo(limit.getAsLong() - bytes);
        account.allocate(bytes);
    }

    /**
     * Spills segments, least recently used first, until the account is at or below {@code target}, none is left, or one
     * cannot be written.
     *
     * @return bytes freed
     */
    public synchronized long spillDownTo(long target) {
        long before = account.current();
        SealedSegment victim = oldest;
        while (account.current() > target && victim != null && tryWrite(victim)) {
            dropImage(victim);
            spills++;
            victim = oldest;
        }
        return before - account.current();
    }

    private void write(SealedSegment segment, ByteBuffer image) throws IOException {
        String name = segment.fileName();
        try (Storage.Output output = createTemporary(name)) {
            output.write(image.duplicate());
            if (isDurable) {
                output.force();
            }
        }
        storage.rename(name + TEMPORARY_SUFFIX, name);
        segment.isWritten = true;
    }

    private Storage.Output createTemporary(String name) throws IOException {
        storage.delete(name + TEMPORARY_SUFFIX);
        return storage.create(name + TEMPORARY_SUFFIX);
    }

    private void dropImage(SealedSegment segment) {
        ByteBuffer image = segment.image;
        if (image != null) {
            unlink(segment);
            segment.image = null;
            segment.view(null);
            account.free(image.capacity());
        }
    }

    private void appendNewest(SealedSegment segment) {
        segment.older = newest;
        segment.newer = null;
        if (newest == null) {
            oldest = segment;
        } else {
            newest.newer = segment;
        }
        newest = segment;
    }

    private void unlink(SealedSegment segment) {
        if (segment.older == null) {
            oldest = segment.newer;
        } else {
            segment.older.newer = segment.newer;
        }
        if (segment.newer == null) {
            newest = segment.older;
        } else {
            segment.newer.older = segment.older;
        }
        segment.older = null;
        segment.newer = null;
    }

    /** How many times a segment could not be written when it should have been. */
    public synchronized long spillFailures() {
        return spillFailures;
    }

    /** How many times a segment was spilled. */
    public synchronized long spills() {
        return spills;
    }
}
