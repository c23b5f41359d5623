package io.tidemark.segment;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sealed segments and keeps what they own under the memory limit: those least recently used are spilled to their
 * files. Safe for use by any thread.
 *
 * <p>A segment's file is written when it is {@linkplain #persist persisted} or spilled. In a durable store it is forced then; its name
 * is durable after {@link #forceNames}.
 */
public final class SegmentStore {
    /*
     * Two locks. This object's guards the list of resident segments, which is doubly linked through the segments themselves:
     * a touch, an insertion and the eviction of a written segment are O(1) under it, and no file is reached. The lock of
     * file changes is held while a file is written or deleted, so that only those wait for a disk who need it. Whoever has the
     * first does not take the second.
     *
     * A file is written under a temporary name, forced, renamed. What fails on the way is begun anew the next time: a file whose
     * force failed is never forced again and trusted, since the system may have dropped the pages that it could not write.
     */
    private static final Logger LOG = LoggerFactory.getLogger(SegmentStore.class);
    private static final String SUFFIX = ".segment";
    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final String DAMAGED_SUFFIX = ".damaged";

    /** What sealing takes besides the image, for each event: the order, and the radix sort of the change set. */
    private static final int SEAL_SCRATCH_BYTES = 32;

    private final Storage storage;
    private final MemoryAccount account;
    private final LongSupplier limit;
    private final boolean isDurable;
    private final Object fileChanges = new Object();

    /** Whether a file was renamed since the folder was forced. Guarded by the lock of file changes. */
    private boolean hasUnforcedNames;

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
     * @param isDurable whether files are forced when they are written
     */
    public SegmentStore(Storage storage, MemoryAccount account, LongSupplier limit, boolean isDurable) {
        this.storage = storage;
        this.account = account;
        this.limit = limit;
        this.isDurable = isDurable;
    }

    /** A new active segment, counted, whether or not there is memory for it. */
    public ActiveSegment newActive(int capacity, Zone before) {
        account.allocate((long) capacity * ActiveSegment.EVENT_BYTES);
        return new ActiveSegment(capacity, before);
    }

    /** A new active segment, counted; {@code null} if there is no memory for it unless a file is written first. */
    public @Nullable ActiveSegment tryNewActive(int capacity, Zone before) {
        long bytes = (long) capacity * ActiveSegment.EVENT_BYTES;
        synchronized (this) {
            evictWritten(limit.getAsLong() - bytes);
            if (account.current() + bytes > limit.getAsLong()) {
                return null;
            }
            account.allocate(bytes);
        }
        return new ActiveSegment(capacity, before);
    }

    /** Gives back what a sealed active segment owned. */
    public void release(ActiveSegment active) {
        account.free(active.memoryBytes());
    }

    /** What {@link #seal} takes at the most while it works, the image included. */
    public static long sealBytes(ActiveSegment active) {
        return active.count() * (SEAL_SCRATCH_BYTES + (long) ActiveSegment.EVENT_BYTES);
    }

    /**
     * Makes an immutable segment of an active one that no longer grows.
     *
     * @param sequence its place in the order of seals
     * @param earlier all sealed segments before it, in order
     */
    public SealedSegment seal(ActiveSegment active, long sequence, List<SealedSegment> earlier) {
        int count = active.count();
        long scratch = (long) count * SEAL_SCRATCH_BYTES;
        reserve(scratch);
        try {
            ChangeSet changes = ChangeSet.of(active.blocks, active.kinds, count);
            int[] order = WalOrder.of(active.walOffsets, count);
            boolean disordered = !active.isWalSorted() && !changes.equals(inWalOrder(active, order));
            HeapOutput output = new HeapOutput(count * 8);
            SegmentWriter writer = new SegmentWriter(output);
            for (int at : order) {
                writer.add(active.kinds[at], active.blocks[at], active.walOffsets[at], active.timestamps[at]);
            }
            long lateFrom = LateEvents.lateFrom(active, earlier);
            return admit(writer.end(changes, sequence, sequence, lateFrom, disordered), output.image());
        } catch (IOException e) {
            throw new AssertionError("writing to the heap does not fail", e);
        } finally {
            account.free(scratch);
        }
    }

    private static ChangeSet inWalOrder(ActiveSegment active, int[] order) {
        long[] blocks = new long[order.length];
        byte[] kinds = new byte[order.length];
        for (int i = 0; i < order.length; i++) {
            blocks[i] = active.blocks[order[i]];
            kinds[i] = active.kinds[order[i]];
        }
        return ChangeSet.of(blocks, kinds, order.length);
    }

    /** One segment of several neighbours, which stay as they are until {@link #remove}. */
    public SealedSegment merge(List<SealedSegment> inputs) throws IOException {
        long bytes = inputs.stream().mapToLong(SealedSegment::length).sum();
        SealedSegment first = inputs.get(0);
        SealedSegment last = inputs.get(inputs.size() - 1);
        if (bytes <= limit.getAsLong() / 8) {
            HeapOutput output = new HeapOutput((int) bytes);
            SegmentHeader header = writeMerged(inputs, output);
            return admit(header, output.image());
        }
        String name = fileName(first.firstSequence(), last.lastSequence());
        SealedSegment merged;
        try (Storage.Output output = createTemporary(name)) {
            merged = new SealedSegment(this, writeMerged(inputs, output), name);
            forceIfDurable(output);
        }
        synchronized (fileChanges) {
            makeVisible(merged);
        }
        return merged;
    }

    private static SegmentHeader writeMerged(List<SealedSegment> inputs, Storage.Output output) throws IOException {
        ChangeSet changes = ChangeSet.EMPTY;
        long lateFrom = -1;
        boolean disordered = false;
        Zone before = new Zone();
        for (SealedSegment input : inputs) {
            changes = changes.then(input.changes());
            disordered |= input.isDisordered()
                    || (!before.isEmpty() && Long.compareUnsigned(input.lateFrom(), before.maxWal()) < 0);
            lateFrom = Long.compareUnsigned(input.lateFrom(), lateFrom) < 0 ? input.lateFrom() : lateFrom;
            before.add(input.zone());
        }
        SegmentWriter writer = new SegmentWriter(output);
        EventRange all = new EventRange(EventRange.Axis.WAL_OFFSET, 0, -1);
        MergedCursor events = new MergedCursor(inputs, all);
        while (events.next()) {
            writer.add(events.kind, events.blockId, events.walOffset, events.timestampNanos);
        }
        long firstSequence = inputs.get(0).firstSequence();
        long lastSequence = inputs.get(inputs.size() - 1).lastSequence();
        return writer.end(changes, firstSequence, lastSequence, lateFrom, disordered);
    }

    /** A segment that an earlier engine left. Reads and checks its header only. */
    public SealedSegment open(String name) throws IOException {
        try (Storage.Input input = storage.open(name)) {
            SealedSegment segment = new SealedSegment(this, readHeader(name, input), name);
            segment.isWritten = true;
            return segment;
        }
    }

    private static SegmentHeader readHeader(String name, Storage.Input input) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentLayout.HEADER_BYTES);
        long length = input.size();
        bytes.limit((int) Math.min(length, bytes.capacity()));
        input.read(0, bytes);
        return SegmentHeader.decode(name, bytes.flip(), length);
    }

    /**
     * Reads a segment's file and checks all of it. A damaged file whose segment is still on the heap is only forgotten, to be written
     * anew when the segment is persisted next.
     *
     * @return whether the file is as it should be, or there is none yet
     * @throws UnreadableSegmentException if it is not, and there is nothing to write it from
     */
    public boolean scrub(SealedSegment segment) throws UnreadableSegmentException {
        if (!hasFile(segment)) {
            return true;
        }
        try {
            verifyFile(segment);
            return true;
        } catch (UnreadableSegmentException e) {
            if (!e.isDamage() || !isRepairable(segment)) {
                throw e;
            }
            LOG.warn("a segment's file is damaged and will be written anew from memory", e);
            return false;
        }
    }

    private void verifyFile(SealedSegment segment) throws UnreadableSegmentException {
        String name = segment.fileName();
        try (Storage.Input input = storage.open(name)) {
            SegmentHeader found = readHeader(name, input);
            if (!found.encode().equals(segment.header().encode())) {
                throw new CorruptDataException(name, 0, "the header that it had", "another one");
            }
            new SegmentView(name, found, SegmentBytes.of(storage, name)).verify();
        } catch (IOException e) {
            throw new UnreadableSegmentException(segment, e);
        } catch (InternalError e) {
            throw segment.cutShort(e);
        }
    }

    private synchronized boolean hasFile(SealedSegment segment) {
        return segment.isWritten;
    }

    private synchronized boolean isRepairable(SealedSegment segment) {
        segment.isWritten &= segment.image == null;
        return !segment.isWritten;
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
        segment.view(new SegmentView(segment.fileName(), header, SegmentBytes.of(image)));
        reserve(image.capacity());
        synchronized (this) {
            appendNewest(segment);
        }
        return segment;
    }

    /** Writes the file of a segment that has none yet. */
    public void persist(SealedSegment segment) throws IOException {
        synchronized (fileChanges) {
            ByteBuffer image = imageToWrite(segment);
            if (image != null) {
                write(segment, image);
            }
        }
    }

    private synchronized @Nullable ByteBuffer imageToWrite(SealedSegment segment) {
        return segment.isWritten ? null : segment.image;
    }

    /** Makes the names of all files durable that were persisted so far. */
    public void forceNames() throws IOException {
        synchronized (fileChanges) {
            if (isDurable && hasUnforcedNames) {
                storage.forceDirectory();
                hasUnforcedNames = false;
            }
        }
    }

    /* A disk that fails must not stop the tracking: the segment stays on the heap. */
    private boolean tryPersist(SealedSegment segment) {
        try {
            persist(segment);
            return true;
        } catch (IOException e) {
            reportFailure(segment, e);
            return false;
        }
    }

    private synchronized void reportFailure(SealedSegment segment, IOException e) {
        if (spillFailures++ == 0) {
            LOG.warn("cannot write a segment, it stays in memory and is tried again: file={}", segment.fileName(), e);
        }
    }

    /** Frees what a segment owns and deletes its file. */
    public void remove(SealedSegment segment) throws IOException {
        synchronized (fileChanges) {
            if (forget(segment)) {
                storage.delete(segment.fileName());
            }
        }
    }

    /** Frees what a damaged segment owns and puts its file, if it has one, aside for whoever wants to look at it. */
    public void putAside(SealedSegment segment) throws IOException {
        synchronized (fileChanges) {
            if (forget(segment)) {
                putAside(segment.fileName());
            }
        }
    }

    /** Renames a damaged segment's file, if there is one, so that it is no segment's any more. */
    public void putAside(String fileName) throws IOException {
        try {
            storage.rename(fileName, fileName + DAMAGED_SUFFIX);
        } catch (NoSuchFileException e) {
            LOG.debug("a damaged segment has no file: file={}", fileName, e);
        }
    }

    /* Whether it had a file. */
    private synchronized boolean forget(SealedSegment segment) {
        boolean hadFile = segment.isWritten;
        dropImage(segment);
        segment.isWritten = false;
        return hadFile;
    }

    /** Marks a use, so that others are spilled before this one. */
    synchronized void touch(SealedSegment segment) {
        if (segment.image != null && newest != segment) {
            unlink(segment);
            appendNewest(segment);
        }
    }

    /** The view of a spilled segment. */
    synchronized SegmentView openView(SealedSegment segment) {
        ByteBuffer image = segment.image;
        SegmentBytes bytes = image == null ? SegmentBytes.of(storage, segment.fileName()) : SegmentBytes.of(image);
        SegmentView view = new SegmentView(segment.fileName(), segment.header(), bytes);
        segment.view(view);
        return view;
    }

    /**
     * Counts {@code bytes} about to be allocated, after spilling what has to make room for them; if that cannot be spilled the
     * account is above the limit afterwards.
     */
    public void reserve(long bytes) {
        spillDownTo(limit.getAsLong() - bytes);
        account.allocate(bytes);
    }

    /** Spills what has to make room for {@code bytes}; answers whether there is room then. */
    public boolean makeRoom(long bytes) {
        long target = limit.getAsLong() - bytes;
        spillDownTo(target);
        return account.current() <= target;
    }

    /** The first of these segments that is in memory only; {@code null} if there is none. */
    public synchronized @Nullable SealedSegment firstUnwritten(List<SealedSegment> segments) {
        for (SealedSegment segment : segments) {
            if (!segment.isWritten && segment.image != null) {
                return segment;
            }
        }
        return null;
    }

    /** Frees what a segment owns in memory. */
    public synchronized void forgetImage(SealedSegment segment) {
        dropImage(segment);
    }

    /** Bytes of segments that are in memory only. */
    public synchronized long unwrittenBytes() {
        long bytes = 0;
        for (SealedSegment segment = oldest; segment != null; segment = segment.newer) {
            bytes += segment.isWritten ? 0 : segment.length();
        }
        return bytes;
    }

    /**
     * Spills segments, least recently used first, until the account is at or below {@code target}, none is left, or one
     * cannot be written.
     *
     * @return bytes freed
     */
    public long spillDownTo(long target) {
        long freed = 0;
        SealedSegment unwritten;
        do {
            synchronized (this) {
                freed += evictWritten(target);
                unwritten = account.current() > target ? oldest : null;
            }
        } while (unwritten != null && tryPersist(unwritten));
        return freed;
    }

    /* Drops images that have a file, from the least recently used on, up to the first that has none. */
    private synchronized long evictWritten(long target) {
        long before = account.current();
        SealedSegment victim = oldest;
        while (account.current() > target && victim != null && victim.isWritten) {
            dropImage(victim);
            spills++;
            victim = oldest;
        }
        return before - account.current();
    }

    private void write(SealedSegment segment, ByteBuffer image) throws IOException {
        try (Storage.Output output = createTemporary(segment.fileName())) {
            output.write(image.duplicate());
            forceIfDurable(output);
        }
        makeVisible(segment);
    }

    private void forceIfDurable(Storage.Output output) throws IOException {
        if (isDurable) {
            output.force();
        }
    }

    private void makeVisible(SealedSegment segment) throws IOException {
        storage.rename(segment.fileName() + TEMPORARY_SUFFIX, segment.fileName());
        hasUnforcedNames = true;
        synchronized (this) {
            segment.isWritten = true;
        }
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
