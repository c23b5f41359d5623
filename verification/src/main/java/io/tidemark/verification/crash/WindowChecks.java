package io.tidemark.verification.crash;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.FullRequired;
import io.tidemark.engine.FullRequiredException;
import io.tidemark.engine.LossReason;
import io.tidemark.engine.WindowSlices;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Holds an engine's windows to the {@link Ledger} (I1, I2). */
final class WindowChecks {
    private static final long BLOCKS_IN_SLICE = 3;

    private final BitmapEngine engine;
    private final Ledger ledger;
    private final Predicate<String> mayLose;
    private final boolean isPartGone;

    /**
     * Checks of one moment.
     *
     * @param mayLose consumers that may be told of losses which nobody reported
     * @param isPartGone whether events of the log can have been lost for good
     */
    WindowChecks(BitmapEngine engine, Ledger ledger, Predicate<String> mayLose, boolean isPartGone) {
        this.engine = engine;
        this.ledger = ledger;
        this.mayLose = mayLose;
        this.isPartGone = isPartGone;
    }

    private static void violation(String message) {
        throw new ViolationException(message);
    }

    /** A window holds every change after the cursor, or says that it may not. Answers with what it holds. */
    WindowAnswer window(String name, BackupWindow window) {
        ConsumerState state = ledger.consumer(name);
        ConsumerState.OpenWindow open = state.window();
        if (open == null) {
            throw new IllegalStateException("the ledger has no window: consumer=" + name);
        }
        String what = "window of " + name;
        if (!isPartGone && !ledger.isEnd(window.to(), open.end())) {
            violation(what + " must end at the highest offset and time that had arrived: to=" + window.to());
        }
        told(what, name, state.hasBase(), state.position(), open.end(), window.fullRequired());
        if (!window.fullRequired().isEmpty()) {
            refused(what, window::changes);
            return new WindowAnswer(window, null);
        }
        ChangeSet changes = changes(what, name, window);
        if (changes != null) {
            content(what, state.position(), open.end(), changes);
        }
        return new WindowAnswer(window, changes);
    }

    /* A loss may be found only when the window is read, by those whom it concerns. */
    private @Nullable ChangeSet changes(String what, String name, BackupWindow window) {
        try {
            ChangeSet changes = window.changes();
            slices(what, window.slices(BLOCKS_IN_SLICE), changes);
            return changes;
        } catch (IOException | FullRequiredException e) {
            if (mayLose.test(name)) {
                return null;
            }
            throw new ViolationException(what + " cannot be read: " + e);
        }
    }

    /* Each slice is the part of the whole from behind the one before to its own last block. */
    private static void slices(String what, WindowSlices slices, ChangeSet whole) throws IOException {
        long begin = 0;
        for (ChangeSet slice = slices.next(); slice != null; slice = slices.next()) {
            long end = slice.touched().or(slice.flushed()).last();
            if (!slice.equals(whole.between(begin, end))) {
                violation(what + ": another slice than the whole has there: from=" + Long.toUnsignedString(begin)
                        + ", slice=" + slice + ", whole=" + whole);
            }
            begin = end + 1;
            if (begin == 0) {
                return;
            }
        }
        if (!whole.between(begin, -1).isEmpty()) {
            violation(what + ": slices end before the whole does: at=" + Long.toUnsignedString(begin));
        }
    }

    /** The pending window of a consumer holds every change after the cursor, or the engine says that it may not. */
    void pending(String name) {
        ConsumerState state = ledger.consumer(name);
        String what = "pending window of " + name;
        int end = ledger.arrivals().size();
        List<FullRequired> told = engine.fullRequired(name);
        told(what, name, state.hasBase(), state.position(), end, told);
        if (told.isEmpty()) {
            pendingContent(what, name, state.position(), end);
        } else {
            refused(what, () -> engine.changes(name));
        }
    }

    /* A loss may be found only when the window is asked for, by those whom it concerns. */
    private void pendingContent(String what, String name, int from, int to) {
        ChangeSet changes;
        try {
            changes = engine.changes(name);
            states(what, name, changes);
        } catch (IOException | FullRequiredException e) {
            if (mayLose.test(name)) {
                return;
            }
            throw new ViolationException(what + " is not answered: " + e);
        }
        content(what, from, to, changes);
    }

    /** A window has the content that it had when it was begun, or says that it is lost. */
    void same(String name, WindowAnswer before, WindowAnswer now) {
        List<FullRequired> losses = now.window().fullRequired();
        if (before.window().fullRequired().isEmpty() && !losses.isEmpty() && !mayLose.test(name)) {
            violation("window of " + name + " was whole when it was begun: losses=" + losses);
        }
        if (before.changes() != null
                && now.changes() != null
                && !before.changes().equals(now.changes())) {
            violation("window of " + name + " has another content than when it was begun");
        }
    }

    private void states(String what, String name, ChangeSet changes) throws IOException {
        for (long block : Scenario.BLOCKS) {
            if (engine.state(name, block) != changes.state(block)) {
                violation(what + ": block " + Long.toUnsignedString(block) + " is " + engine.state(name, block)
                        + " when asked for alone, and " + changes.state(block) + " among all");
            }
        }
    }

    private interface Question {
        ChangeSet ask() throws IOException;
    }

    private static void refused(String what, Question question) {
        try {
            question.ask();
        } catch (FullRequiredException | IOException e) {
            return;
        }
        violation(what + " is answered although a full backup is required");
    }

    private void told(String what, String name, boolean hasBase, int from, int to, List<FullRequired> told) {
        for (FullRequired loss : ledger.arrivals().standingLosses(from, to)) {
            if (told.stream().noneMatch(found -> covers(found, loss))) {
                violation(what + ": a loss was told to the engine and is not told on: loss=" + loss + ", told=" + told);
            }
        }
        if (told.stream().anyMatch(loss -> loss.reason() == LossReason.NO_BASE) == hasBase) {
            violation(what + ": expected a base=" + hasBase + ", told=" + told);
        }
        // A consumer without a base begins at the last seal before it came, and has losses since then for its own.
        List<FullRequired> known = ledger.arrivals().losses(hasBase ? from : 0, to);
        for (FullRequired loss : told) {
            boolean isKnown =
                    loss.reason() == LossReason.NO_BASE || known.stream().anyMatch(cause -> covers(loss, cause));
            if (!isKnown && !mayLose.test(name)) {
                violation(what + ": a loss is told that nobody caused: " + loss);
            }
        }
    }

    /* A gap of the log stands for what was lost in it before. */
    private static boolean covers(FullRequired found, FullRequired loss) {
        return (found.reason() == loss.reason() || found.reason() == LossReason.WAL_GAP)
                && Long.compareUnsigned(found.walFrom(), loss.walFrom()) <= 0
                && Long.compareUnsigned(found.walTo(), loss.walTo()) >= 0;
    }

    private void content(String what, int from, int to, ChangeSet answer) {
        List<String> differences =
                WindowTruth.of(ledger.log(), ledger.arrivals(), from, to).differences(answer);
        if (!differences.isEmpty()) {
            violation(what + ": " + differences.get(0));
        }
    }
}
