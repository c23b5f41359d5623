package io.tidemark.engine;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.segment.EventRun;
import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.Zone;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Consumers, their cursors and their windows. */
final class Windows {
    private static final int NAME_LENGTH_MAX = 100;

    private final EngineLog log;
    private final EngineLog.Journal journal;
    private final BlockLimit blockLimit;

    Windows(EngineLog log, EngineLog.Journal journal, BlockLimit blockLimit) {
        this.log = log;
        this.blockLimit = blockLimit;
        this.journal = journal;
    }

    void add(String name, boolean fromStart) throws IOException {
        checkName(name);
        log.change(state -> state.consumers().containsKey(name) ? state : withNew(state, name, fromStart), journal);
    }

    private static EngineState withNew(EngineState state, String name, boolean fromStart) {
        if (fromStart && state.droppedThrough() > 0) {
            throw new IllegalStateException("the first events are no longer retained, add the consumer without a base:"
                    + " consumer=" + name + ", droppedThrough=" + state.droppedThrough());
        }
        BackupCursor cursor = fromStart ? BackupCursor.ORIGIN : end(state);
        return state.withConsumer(name, new Consumer(cursor, fromStart, null, 0));
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.length() > NAME_LENGTH_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("consumer name must be 1 to " + NAME_LENGTH_MAX
                    + " characters without control characters: consumer=" + name);
        }
    }

    /** The end of the last sealed segment. */
    private static BackupCursor end(EngineState state) {
        Zone zone = state.sealedZone();
        return zone.isEmpty()
                ? new BackupCursor(state.lastSequence(), 0, Long.MIN_VALUE)
                : new BackupCursor(state.lastSequence(), zone.maxWal(), zone.maxTime());
    }

    BackupWindow begin(String name) throws IOException {
        EngineState begun = log.sealAndChange(state -> withWindow(state, name), journal);
        return open(name, begun.consumer(name));
    }

    /* A window that is still open is superseded first: the new one holds its blocks too, and they count towards the limit. */
    private EngineState withWindow(EngineState state, String name) {
        EngineState freed =
                blockLimit.check(state.withConsumer(name, state.consumer(name).withoutWindow()));
        return freed.withConsumer(name, freed.consumer(name).withWindow(end(freed)));
    }

    @Nullable
    BackupWindow resume(String name) throws IOException {
        Consumer consumer = log.state().consumer(name);
        return consumer.openWindow() == null ? null : open(name, consumer);
    }

    private BackupWindow open(String name, Consumer consumer) throws IOException {
        BackupCursor from = consumer.cursor();
        BackupCursor to = Objects.requireNonNull(consumer.openWindow());
        List<FullRequired> losses = new ArrayList<>();
        if (!consumer.hasBase()) {
            losses.add(noBase());
        }
        ChangeSet changes = composeOrTell(from.segmentSequence(), to.segmentSequence());
        losses.addAll(log.state().lossesBetween(from.segmentSequence(), to.segmentSequence()));
        return new BackupWindow(name, from, to, changes, losses, consumer.attempt());
    }

    private static FullRequired noBase() {
        return new FullRequired(LossReason.NO_BASE, 0, -1, "no backup of this consumer was completed yet");
    }

    /* A damaged segment in the window is a loss of those that need it, told like any other. */
    private ChangeSet composeOrTell(long after, long through) throws IOException {
        return log.read(view -> {
            ChangeSet changes = ChangeSet.EMPTY;
            for (SealedSegment segment : view.state().sealedBetween(after, through)) {
                try {
                    changes = changes.then(segment.changes());
                } catch (CorruptDataException e) {
                    tellDamage(segment, e);
                } catch (NoSuchFileException e) {
                    if (!view.state().is(log.state())) {
                        throw e;
                    }
                    tellDamage(segment, e);
                }
            }
            return changes;
        });
    }

    private void tellDamage(SealedSegment segment, IOException e) throws IOException {
        Zone zone = segment.zone();
        FullRequired loss = new FullRequired(
                LossReason.CORRUPT_SEGMENT, zone.minWal(), zone.maxWal(), String.valueOf(e.getMessage()));
        EngineState.LossMark mark = new EngineState.LossMark(segment.lastSequence(), loss);
        log.change(
                state -> state.losses().contains(mark) ? state : state.withLoss(mark.sequence(), mark.loss()), journal);
    }

    void commit(BackupWindow window) throws IOException {
        log.change(
                state -> {
                    Consumer consumer = state.consumer(window.consumer());
                    if (!isOpen(consumer, window)) {
                        throw new IllegalStateException("window is no longer open, begin a new one: consumer="
                                + window.consumer() + ", window to=" + window.to() + ", cursor=" + consumer.cursor());
                    }
                    return state.withConsumer(window.consumer(), consumer.committed(window.to()))
                            .withoutSettledLosses();
                },
                journal);
    }

    void abort(BackupWindow window) throws IOException {
        log.change(
                state -> {
                    Consumer consumer = state.consumers().get(window.consumer());
                    return consumer != null && isOpen(consumer, window)
                            ? state.withConsumer(window.consumer(), consumer.withoutWindow())
                            : state;
                },
                journal);
    }

    private static boolean isOpen(Consumer consumer, BackupWindow window) {
        return window.to().equals(consumer.openWindow()) && window.attempt() == consumer.attempt();
    }

    static List<FullRequired> fullRequired(EngineState state, String name) {
        Consumer consumer = state.consumer(name);
        List<FullRequired> losses = new ArrayList<>();
        if (!consumer.hasBase()) {
            losses.add(noBase());
        }
        losses.addAll(state.lossesBetween(consumer.cursor().segmentSequence(), state.nextSequence()));
        return losses;
    }

    static void requireNoLoss(EngineState state, String name) {
        FullRequiredException.throwIfAny(name, fullRequired(state, name));
    }

    static ChangeSet changesSince(EngineView view, BackupCursor cursor) throws IOException {
        EngineState state = view.state();
        long after = cursor.segmentSequence();
        if (after > state.lastSequence()) {
            throw new IllegalArgumentException("cursor must be one that this engine gave out: cursor=" + cursor
                    + ", last sequence=" + state.lastSequence());
        }
        List<FullRequired> losses = new ArrayList<>(state.lossesBetween(after, state.nextSequence()));
        if (after < state.droppedThrough()) {
            losses.add(new FullRequired(
                    LossReason.RETENTION,
                    cursor.walOffset(),
                    -1,
                    "segments up to sequence " + state.droppedThrough() + " are no longer retained"));
        }
        FullRequiredException.throwIfAny("cursor " + cursor, losses);
        return compose(view.runsAfter(after));
    }

    static ChangeSet compose(List<? extends EventRun> runs) throws IOException {
        ChangeSet changes = ChangeSet.EMPTY;
        for (EventRun run : runs) {
            changes = changes.then(run.changes());
        }
        return changes;
    }
}
