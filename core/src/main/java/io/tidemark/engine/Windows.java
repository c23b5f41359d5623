package io.tidemark.engine;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.ComposedWindow;
import io.tidemark.segment.EventRun;
import io.tidemark.segment.QueryMemory;
import io.tidemark.segment.SealedSegment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Consumers, their cursors and their windows. */
final class Windows {
    private static final int NAME_LENGTH_MAX = 100;

    private final EngineLog log;
    private final Sealer sealer;
    private final Journal journal;
    private final BlockLimit blockLimit;

    Windows(EngineLog log, Sealer sealer, Journal journal, BlockLimit blockLimit) {
        this.log = log;
        this.sealer = sealer;
        this.journal = journal;
        this.blockLimit = blockLimit;
    }

    void add(String name, boolean fromStart) throws IOException {
        checkName(name);
        journal.changeAsOf(now -> {
            Consumer added = newConsumer(now, name, fromStart);
            return state -> state.consumers().containsKey(name) ? state : state.withConsumer(name, added);
        });
    }

    private static Consumer newConsumer(EngineState state, String name, boolean fromStart) {
        if (fromStart && state.droppedThrough() > 0 && !state.consumers().containsKey(name)) {
            throw new IllegalStateException("the first events are no longer retained, add the consumer without a base:"
                    + " consumer=" + name + ", droppedThrough=" + state.droppedThrough());
        }
        return new Consumer(fromStart ? BackupCursor.origin(state.identity()) : state.end(), fromStart, null, 0);
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.length() > NAME_LENGTH_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("consumer name must be 1 to " + NAME_LENGTH_MAX
                    + " characters without control characters: consumer=" + name);
        }
    }

    void remove(String name) throws IOException {
        journal.change(state -> state.withoutConsumer(name));
    }

    BackupWindow begin(String name) throws IOException {
        log.state().consumer(name);
        sealer.sealAll();
        tellTooManyBlocks(name);
        EngineState begun = journal.changeAsOf(now -> {
            BackupCursor end = now.end();
            return state -> state.withConsumer(name, state.consumer(name).withWindow(end));
        });
        return open(name, begun.consumer(name));
    }

    /* A window that is still open will be superseded: the new one holds its blocks too, and they count towards the limit. */
    private void tellTooManyBlocks(String name) throws IOException {
        List<EngineState.LossMark> over = log.read(view -> {
            EngineState state = view.state();
            return blockLimit.overrun(
                    state.withConsumer(name, state.consumer(name).withoutWindow()));
        });
        log.update(state -> state.withLosses(over));
    }

    @Nullable
    BackupWindow resume(String name) throws IOException {
        Consumer consumer = log.state().consumer(name);
        return consumer.openWindow() == null ? null : open(name, consumer);
    }

    /* What is in the window is read once, so that damage is told now; but not where a full backup is required anyway. */
    private BackupWindow open(String name, Consumer consumer) throws IOException {
        BackupCursor from = consumer.cursor();
        BackupCursor to = Objects.requireNonNull(consumer.openWindow());
        List<FullRequired> losses = losses(log.state(), consumer, to.segmentSequence());
        if (losses.isEmpty()) {
            log.read(view -> changesOf(view, from, to, EventRun::changes).size());
            losses = losses(log.state(), consumer, to.segmentSequence());
        }
        return new BackupWindow(this, name, from, to, losses, consumer.attempt());
    }

    private interface Reading {
        ChangeSet of(SealedSegment segment) throws IOException;
    }

    private static List<ChangeSet> changesOf(EngineView view, BackupCursor from, BackupCursor to, Reading reading)
            throws IOException {
        List<ChangeSet> changes = new ArrayList<>();
        for (SealedSegment segment : view.state().sealedBetween(from.segmentSequence(), to.segmentSequence())) {
            changes.add(reading.of(segment));
        }
        return changes;
    }

    /** What is in an open window. */
    ChangeSet changes(BackupWindow window) throws IOException {
        return log.read(view -> {
            requireWhole(view.state(), window);
            return view.memory().compose(changesOf(view, window.from(), window.to(), EventRun::changes));
        });
    }

    /** A slice of it; see {@link ComposedWindow#slice}. */
    ChangeSet slice(BackupWindow window, long first, long blocks) throws IOException {
        return log.read(view -> {
            requireWhole(view.state(), window);
            List<ChangeSet> changes = changesOf(view, window.from(), window.to(), SealedSegment::changesOnceChecked);
            ChangeSet slice = new ComposedWindow(changes).slice(first, blocks);
            view.memory().holdSets(slice.memoryBytes());
            return slice;
        });
    }

    /* No merge crosses the borders of a window while it is open, so until then its segments are all that it was begun with. */
    private static void requireWhole(EngineState state, BackupWindow window) {
        Consumer consumer = state.consumer(window.consumer());
        requireOpen(consumer, window);
        FullRequiredException.throwIfAny(
                window.consumer(), losses(state, consumer, window.to().segmentSequence()));
    }

    /* What a consumer's next backup cannot know, of all up to a sequence. */
    private static List<FullRequired> losses(EngineState state, Consumer consumer, long through) {
        List<FullRequired> losses = new ArrayList<>();
        if (!consumer.hasBase()) {
            losses.add(noBase());
        }
        addOverrun(state, consumer.cursor(), losses);
        losses.addAll(state.lossesBetween(consumer.cursor().segmentSequence(), through));
        return losses;
    }

    private static void addOverrun(EngineState state, BackupCursor cursor, List<FullRequired> losses) {
        if (cursor.segmentSequence() < state.droppedThrough()) {
            losses.add(new FullRequired(
                    LossReason.RETENTION,
                    cursor.walOffset(),
                    state.dropped().maxWal(),
                    "segments up to sequence " + state.droppedThrough() + " are no longer retained"));
        }
    }

    private static FullRequired noBase() {
        return new FullRequired(LossReason.NO_BASE, 0, -1, "no backup of this consumer was completed yet");
    }

    void commit(BackupWindow window) throws IOException {
        journal.change(state -> {
            Consumer consumer = state.consumer(window.consumer());
            requireOpen(consumer, window);
            return state.withConsumer(window.consumer(), consumer.committed(window.to()))
                    .withoutSettledLosses();
        });
    }

    void abort(BackupWindow window) throws IOException {
        journal.change(state -> {
            Consumer consumer = state.consumers().get(window.consumer());
            return consumer != null && isOpen(consumer, window)
                    ? state.withConsumer(window.consumer(), consumer.withoutWindow())
                    : state;
        });
    }

    private static void requireOpen(Consumer consumer, BackupWindow window) {
        if (!isOpen(consumer, window)) {
            throw new IllegalStateException("window is no longer open, begin a new one: consumer=" + window.consumer()
                    + ", window to=" + window.to() + ", cursor=" + consumer.cursor());
        }
    }

    private static boolean isOpen(Consumer consumer, BackupWindow window) {
        return window.to().equals(consumer.openWindow()) && window.attempt() == consumer.attempt();
    }

    static List<FullRequired> fullRequired(EngineState state, String name) {
        return losses(state, state.consumer(name), state.nextSequence());
    }

    static void requireNoLoss(EngineState state, String name) {
        FullRequiredException.throwIfAny(name, fullRequired(state, name));
    }

    static ChangeSet changesSince(EngineView view, BackupCursor cursor) throws IOException {
        EngineState state = view.state();
        long after = cursor.segmentSequence();
        if (!cursor.engine().equals(state.identity()) || after > state.lastSealed()) {
            throw new IllegalArgumentException("cursor must be one that this engine gave out: cursor=" + cursor
                    + ", last sequence=" + state.lastSealed());
        }
        List<FullRequired> losses = new ArrayList<>(state.lossesBetween(after, state.nextSequence()));
        addOverrun(state, cursor, losses);
        FullRequiredException.throwIfAny("cursor " + cursor, losses);
        return compose(view.runsAfter(after), view.memory());
    }

    static ChangeSet compose(List<? extends EventRun> runs, QueryMemory memory) throws IOException {
        List<ChangeSet> changes = new ArrayList<>();
        for (EventRun run : runs) {
            changes.add(run.changes());
        }
        return memory.compose(changes);
    }
}
