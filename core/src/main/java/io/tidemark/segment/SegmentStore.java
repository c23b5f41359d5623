package io.tidemark.segment;

import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
    /** Heap bytes that each input of a merge takes, whatever its size. */
    public static final long MERGE_INPUT_BYTES = SealedSegment.CURSOR_BYTES;

    /*
     * Two locks. That of the resident segments is held for O(1), and no file is reached under it. The lock of file changes
     * is held while a file is written or deleted, so that only those wait for a disk who need it.
     *
     * A file is written under a temporary name, forced, renamed. What fails on the way is begun anew the next time: a file whose
     * force failed is never forced again and trusted, since the system may have dropped the pages that it could not write.
     */
    private static final Logger LOG = LoggerFactory.getLogger(SegmentStore.class);
    private static final String SUFFIX = ".segment";
    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final String DAMAGED_SUFFIX = ".damaged";

    private final Storage storage;
    private final MemoryAccount account;
    private final LongSupplier limit;
    private final boolean isDurable;
    private final Object fileChanges = new Object();

    /** Whether a file was renamed since the folder was forced. Guarded by the lock of file changes. */
    private boolean hasUnforcedNames;

    private final ResidentSegments residents;
    private final AtomicLong writeFailures = new AtomicLong();
    private final SegmentSealer sealer = new SegmentSealer();

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
        this.residents = new ResidentSegments(account);
    }

    /** A new active segment, counted, whether or not there is memory for it. */
    public ActiveSegment newActive(int capacity, Zone before) {
        account.allocate((long) capacity * ActiveSegment.EVENT_BYTES);
        return new ActiveSegment(capacity, before);
    }

    /** A new active segment, counted; {@code null} if there is no memory for it unless a file is written first. */
    public @Nullable ActiveSegment tryNewActive(int capacity, Zone before) {
        long bytes = (long) capacity * ActiveSegment.EVENT_BYTES;
        residents.evict(limit.getAsLong() - bytes);
        return account.tryAllocate(bytes, limit.getAsLong()) ? new ActiveSegment(capacity, before) : null;
    }

    /** Gives back what a sealed active segment owned. */
    public void release(ActiveSegment active) {
        account.free(active.memoryBytes());
    }

    /** What {@link #seal} takes at the most while it works, the image included. */
    public static long sealBytes(ActiveSegment active) {
        return active.count() * (SegmentSealer.SCRATCH_BYTES_PER_EVENT + (long) ActiveSegment.EVENT_BYTES);
    }

    /**
     * Makes an immutable segment of an active one that no longer grows. For one thread at a time.
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

    /** Heap bytes that an input of a merge takes at the most, beside what it owns itself. */
    public static long mergeBytes(SealedSegment input) {
        return SegmentMerger.memoryBytes(input);
    }

    /** One segment of several neighbours, which stay as they are until {@link #remove}. */
    public SealedSegment merge(List<SealedSegment> inputs) throws IOException {
        long bytes = inputs.stream().mapToLong(SealedSegment::length).sum();
        return bytes <= limit.getAsLong() / 8 ? mergeOnHeap(inputs, bytes) : mergeToFile(inputs);
    }

    private SealedSegment mergeOnHeap(List<SealedSegment> inputs, long bytes) throws IOException {
        HeapOutput output = new HeapOutput((int) bytes);
        SegmentHeader header = writeMerged(inputs, output, bytes);
        return admit(header, output.image());
    }

    private SealedSegment mergeToFile(List<SealedSegment> inputs) throws IOException {
        String name = fileName(
                inputs.get(0).firstSequence(), inputs.get(inputs.size() - 1).lastSequence());
        SealedSegment merged;
        try (Storage.Output output = createTemporary(name)) {
            merged = new SealedSegment(this, writeMerged(inputs, output, 0), name);
            forceIfDurable(output);
        } catch (IOException e) {
            dropTemporary(name, e);
            throw e;
        }
        synchronized (fileChanges) {
            makeVisible(merged);
        }
        return merged;
    }

    private SegmentHeader writeMerged(List<SealedSegment> inputs, Storage.Output output, long outputBytes)
            throws IOException {
        long working = SegmentMerger.MEMORY_BYTES + outputBytes;
        for (SealedSegment input : inputs) {
            working += mergeBytes(input);
        }
        reserve(working);
        try {
            return new SegmentMerger(inputs).write(output);
        } finally {
            giveBack(working);
        }
    }

    /** A segment that an earlier engine left. Reads and checks its header only. */
    public SealedSegment open(String name) throws IOException {
        try (Storage.Input input = storage.open(name)) {
            SealedSegment segment = new SealedSegment(this, readHeader(name, input), name);
            residents.gotFile(segment);
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
        if (!residents.hasFile(segment)) {
            return true;
        }
        try {
            verifyFile(segment);
            return true;
        } catch (UnreadableSegmentException e) {
            if (!e.isDamage() || !residents.giveFileUp(segment)) {
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
            new SegmentView(segment, found, SegmentBytes.of(storage, name)).verify();
        } catch (IOException e) {
            throw new UnreadableSegmentException(segment, e);
        } catch (InternalError e) {
            throw segment.cutShort(e);
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
        makeRoom(image.capacity());
        residents.add(segment, image);
        return segment;
    }

    /** Writes the file of a segment that has none yet. */
    public void persist(SealedSegment segment) throws IOException {
        synchronized (fileChanges) {
            ByteBuffer image = residents.unwrittenImage(segment);
            if (image != null) {
                write(segment, image);
            }
        }
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

    private void reportFailure(SealedSegment segment, IOException e) {
        if (writeFailures.getAndIncrement() == 0) {
            LOG.warn("cannot write a segment, it stays in memory and is tried again: file={}", segment.fileName(), e);
        }
    }

    /** Frees what a segment owns and deletes its file. */
    public void remove(SealedSegment segment) throws IOException {
        synchronized (fileChanges) {
            if (residents.forget(segment)) {
                storage.delete(segment.fileName());
            }
        }
    }

    /** Frees what a damaged segment owns and puts its file, if it has one, aside for whoever wants to look at it. */
    public void putAside(SealedSegment segment) throws IOException {
        synchronized (fileChanges) {
            if (residents.forget(segment)) {
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

    /** Marks a use, so that others are spilled before this one. */
    void touch(SealedSegment segment) {
        residents.touch(segment);
    }

    /** The view of a segment that has none. */
    SegmentView openView(SealedSegment segment) {
        return residents.openView(segment, storage);
    }

    /** Takes down that a view owns so much more. */
    void grow(SealedSegment segment, SegmentView view, long bytes) {
        spillDownTo(limit.getAsLong() - bytes);
        residents.grow(segment, view, bytes);
    }

    /**
     * Counts {@code bytes} about to be allocated, after spilling what has to make room for them; if that cannot be spilled the
     * account is above the limit afterwards.
     */
    public void reserve(long bytes) {
        spillDownTo(limit.getAsLong() - bytes);
        account.allocate(bytes);
    }

    /** Gives back what was counted by {@link #reserve}. */
    void giveBack(long bytes) {
        account.free(bytes);
    }

    /** Counts what somebody else in the engine has allocated, or freed if it is below zero. */
    public void own(long bytes) {
        if (bytes > 0) {
            reserve(bytes);
        } else {
            giveBack(-bytes);
        }
    }

    /** The memory of a question, nothing yet. */
    public QueryMemory newQueryMemory() {
        return new QueryMemory(this);
    }

    /** Spills what has to make room for {@code bytes}; answers whether there is room then. */
    public boolean makeRoom(long bytes) {
        long target = limit.getAsLong() - bytes;
        spillDownTo(target);
        return account.current() <= target;
    }

    /** The first of these segments that is in memory only; {@code null} if there is none. */
    public @Nullable SealedSegment firstUnwritten(List<SealedSegment> segments) {
        return residents.firstUnwritten(segments);
    }

    /** Frees what a segment owns in memory that has no file, and so loses it. */
    public void abandon(SealedSegment segment) {
        residents.forget(segment);
    }

    /** Bytes of segments that are in memory only. */
    public long unwrittenBytes() {
        return residents.unwrittenBytes();
    }

    /**
     * Spills segments, least recently used first, until the account is at or below {@code target}, none is left, or one
     * cannot be written.
     *
     * @return bytes freed
     */
    public long spillDownTo(long target) {
        long freed = 0;
        SealedSegment next;
        do {
            freed += residents.evict(target);
            next = account.current() > target ? residents.oldest() : null;
        } while (next != null && tryPersist(next));
        return freed;
    }

    private void write(SealedSegment segment, ByteBuffer image) throws IOException {
        try (Storage.Output output = createTemporary(segment.fileName())) {
            output.write(image.duplicate());
            forceIfDurable(output);
        } catch (IOException e) {
            dropTemporary(segment.fileName(), e);
            throw e;
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
        residents.gotFile(segment);
    }

    private Storage.Output createTemporary(String name) throws IOException {
        storage.delete(name + TEMPORARY_SUFFIX);
        return storage.create(name + TEMPORARY_SUFFIX);
    }

    /* Where a disk is full, half a file must not keep what is left of it. */
    private void dropTemporary(String name, IOException cause) {
        try {
            storage.delete(name + TEMPORARY_SUFFIX);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** How many times a segment could not be written when it should have been. */
    public long writeFailures() {
        return writeFailures.get();
    }

    /** How many times a segment was spilled. */
    public long spills() {
        return residents.spills();
    }
}
