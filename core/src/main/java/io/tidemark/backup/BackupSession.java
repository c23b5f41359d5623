package io.tidemark.backup;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.spi.BlockSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;

/**
 * One backup being made: batches are read and acknowledged one after another until there is none, then it is committed.
 *
 * <pre>{@code
 * try (BackupSession session = coordinator.begin("nightly", BackupRequest.AUTO)) {
 *     for (BackupBatch batch = session.nextBatch(); batch != null; batch = session.nextBatch()) {
 *         session.acknowledge(batch);
 *     }
 *     session.commit();
 * }
 * }</pre>
 *
 * <p>Closing without a commit, as after an exception, leaves the consumer's cursor where it was and what was
 * acknowledged for {@link BackupCoordinator#resume}. To be used from one thread at a time.
 */
public final class BackupSession implements AutoCloseable {
    /*
     * State        next
     * READING      BATCH by nextBatch with blocks, DRAINED by nextBatch without, FAILED by an exception
     * BATCH        READING by acknowledge, FAILED by an exception
     * DRAINED      COMMITTED by commit, FAILED by an exception
     * FAILED, COMMITTED, ABORTED, CLOSED are final: only close() is left. abort() is possible in all but these.
     *
     * Commit, and why no order of crashes loses or skips a change. (1) The manifest becomes durable. (2) The engine moves
     * the cursor from the window's begin to its end, durably. (3) The session's header file is deleted. A crash
     *   before (1): the cursor stands at the window's begin, no backup claims the window. The next window begins at the same
     *               place and contains all of it.
     *   between (1) and (2): the backup exists and the cursor stands before it. If the engine still has the window open, the
     *               next begin of the consumer finds header file and manifest of just this window and does (2) and (3) late.
     *               If it does not (the engine forgot it), the next window begins at the same place and contains all of this
     *               one; its parent is chosen by cursor, so it continues the same parent as this backup does, which stays a
     *               valid branch of its own. Changes are then in two backups, never in none.
     *   between (2) and (3): the next begin finds no open window to commit and does (3).
     * The other order, cursor first, would lose the window in a crash between: the next window would begin behind changes
     * that no backup holds.
     */
    private enum State {
        READING,
        BATCH,
        DRAINED,
        FAILED,
        COMMITTED,
        ABORTED,
        CLOSED
    }

    private final BackupLines lines;
    private final BitmapEngine engine;
    private final BackupWindow window;
    private final BackupSets sets;
    private final BlockSource view;
    private final BackupWriter writer;
    private final BackupOptions options;
    private final Pause pause;
    private final BlockReader reader;
    private final BlockSet todo;
    private final PrimitiveIterator.OfLong waiting;
    private final long beginNanos;
    private final BlockSet.Builder absent = BlockSet.builder();
    private State state = State.READING;
    private @Nullable BackupBatch batch;
    private int batches;
    private long blocksDone;
    private long blocksRead;
    private long bytesRead;

    BackupSession(
            BackupLines lines,
            BitmapEngine engine,
            BackupWindow window,
            BackupSets sets,
            BlockSource view,
            BackupWriter writer,
            BackupOptions options,
            Pause pause) {
        this.lines = lines;
        this.engine = engine;
        this.window = window;
        this.sets = sets;
        this.view = view;
        this.writer = writer;
        this.options = options;
        this.pause = pause;
        this.reader = new BlockReader(view, options.readPolicy(), pause);
        this.todo = sets.dirty().andNot(writer.adopted());
        this.waiting = todo.ascending();
        this.blocksDone = writer.adopted().cardinality();
        this.beginNanos = pause.now();
    }

    /** The id that the backup has or will have. */
    public String id() {
        return writer.header().id();
    }

    /** What is known of the backup: its mode and, if {@link BackupRequest#AUTO} had to be full, why. */
    public BackupHeader header() {
        return writer.header();
    }

    /** How much there is to read, from the lengths that the source tells now. */
    public SizeEstimate estimate() throws IOException {
        require(State.READING);
        return SizeEstimate.of(view, todo);
    }

    /**
     * Reads the next blocks and packs them.
     *
     * @return what was read, to be acknowledged; {@code null} when all blocks are done
     * @throws BlockReadException if a block cannot be read; the session has failed then
     */
    public @Nullable BackupBatch nextBatch() throws IOException {
        require(State.READING);
        try {
            batch = read();
        } catch (IOException | RuntimeException e) {
            state = State.FAILED;
            throw e;
        }
        state = batch == null ? State.DRAINED : State.BATCH;
        return batch;
    }

    /* The same contradiction as an absent block, the other way round: a restore would leave out a block that exists. */
    private void checkDeleted() throws IOException {
        if (options.absentPolicy() == AbsentPolicy.DELETED_LATER) {
            return;
        }
        for (PrimitiveIterator.OfLong ids = sets.deleted().ascending(); ids.hasNext(); ) {
            long blockId = ids.nextLong();
            if (reader.exists(blockId)) {
                throw new BlockReadException(blockId, "deleted by the window but there in the source's view");
            }
        }
    }

    private @Nullable BackupBatch read() throws IOException {
        BlockSet.Builder blocks = BlockSet.builder();
        while (waiting.hasNext()
                && writer.packRecords() < options.batchBlocks()
                && writer.packBytes() < options.batchBytes()) {
            long blockId = waiting.nextLong();
            ByteBuffer content = reader.read(blockId);
            if (content == null) {
                recordAbsent(blockId);
            } else {
                add(blockId, content);
                blocks.add(blockId);
            }
        }
        if (writer.packRecords() == 0) {
            checkDeleted();
            return null;
        }
        return new BackupBatch(++batches, blocks.build(), writer.packBytes());
    }

    private void recordAbsent(long blockId) throws BlockReadException {
        if (options.absentPolicy() == AbsentPolicy.REFUSE) {
            throw new BlockReadException(blockId, "changed in the window but absent from the source's view");
        }
        absent.add(blockId);
    }

    private void add(long blockId, ByteBuffer content) throws IOException {
        blocksRead++;
        bytesRead += content.remaining();
        writer.add(blockId, content);
        if (options.bytesPerSecond() > 0) {
            pause.await(earliestNanos() - (pause.now() - beginNanos));
        }
    }

    /* How long the session must have taken at least for what it has read. */
    private long earliestNanos() {
        return (long) (1e9 * bytesRead / options.bytesPerSecond());
    }

    /** Makes a batch durable: what is acknowledged need not be read again after an interruption. */
    public void acknowledge(BackupBatch acknowledged) throws IOException {
        require(State.BATCH);
        if (!acknowledged.equals(batch)) {
            throw new IllegalArgumentException("batch must be the one handed out last: batch=" + acknowledged.number());
        }
        try {
            writer.endPack();
        } catch (IOException | RuntimeException e) {
            state = State.FAILED;
            throw e;
        }
        blocksDone += acknowledged.blocks().cardinality();
        batch = null;
        state = State.READING;
        options.listener().onProgress(progress());
    }

    /** How far it is. */
    public BackupProgress progress() {
        return new BackupProgress(
                blocksDone, sets.dirty().cardinality(), writer.rawBytes(), writer.storedBytes(), reader.retries());
    }

    /** Does all that is left: every batch, then the commit. */
    public BackupManifest run() throws IOException {
        for (BackupBatch next = nextBatch(); next != null; next = nextBatch()) {
            acknowledge(next);
        }
        return commit();
    }

    /**
     * Makes the backup exist, and then moves the consumer's cursor.
     *
     * @throws IllegalStateException if blocks are left, or if the consumer's window is no longer this session's
     */
    public BackupManifest commit() throws IOException {
        require(State.DRAINED);
        BackupWindow open = engine.resume(window.consumer());
        if (open == null || !open.to().equals(window.to())) {
            throw new IllegalStateException(
                    "session must be its consumer's latest, begin a new one: consumer=" + window.consumer());
        }
        try {
            BackupManifest manifest = writeManifest();
            engine.commit(window);
            state = State.COMMITTED;
            lines.endSession(manifest.id());
            return manifest;
        } catch (IOException | RuntimeException e) {
            state = state == State.COMMITTED ? State.COMMITTED : State.FAILED;
            throw e;
        }
    }

    private BackupManifest writeManifest() throws IOException {
        BlockSet gone = absent.build();
        BackupSets found = new BackupSets(
                sets.created().andNot(gone),
                sets.modified().andNot(gone),
                header().mode().isFull() ? sets.deleted() : sets.deleted().or(gone));
        BackupStatistics statistics =
                new BackupStatistics(blocksRead, bytesRead, reader.retries(), pause.now() - beginNanos);
        return writer.commit(found, gone.cardinality(), statistics);
    }

    /** Gives the backup up: what it wrote is deleted, the consumer's cursor stays. */
    public void abort() throws IOException {
        if (state == State.COMMITTED || state == State.ABORTED || state == State.CLOSED) {
            throw unexpectedState("abort needs a session that is under way");
        }
        state = State.ABORTED;
        engine.abort(window);
        writer.close();
        lines.discard(id());
    }

    /** Releases the source's view. A session that was neither committed nor aborted can be resumed. Idempotent. */
    @Override
    public void close() throws IOException {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        lines.leave(id());
        try {
            writer.close();
        } finally {
            view.close();
        }
    }

    private void require(State expected) {
        if (state != expected) {
            throw unexpectedState("session must be " + expected);
        }
    }

    private IllegalStateException unexpectedState(String rule) {
        return new IllegalStateException(rule + ": backup=" + id() + ", state=" + state);
    }
}
