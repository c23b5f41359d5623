package io.tidemark.reports.run;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.FullRequired;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import io.tidemark.reports.result.BackupResult;
import io.tidemark.verification.model.EventListModel;
import io.tidemark.workloads.ChoiceSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write-ahead log being replayed into an engine of its own: its windows, and if asked its list of events. Not
 * thread-safe.
 */
final class ReplayedLog implements EventSink, AutoCloseable {
    private static final String CONSUMER = "replay";

    private final String name;
    private final BitmapEngine engine;
    private final ReplayOptions options;
    private final RunDigest digest;
    private final @Nullable EventListModel model;
    private final List<BackupResult> windows = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private final List<FullRequired> losses = new ArrayList<>();
    private long inWindow;
    private long events;
    private int windowsChecked;
    private int windowStart;
    private long walMin;
    private long walMax;

    /**
     * A log with no event yet.
     *
     * @param name of the log where a run has several; empty otherwise
     */
    ReplayedLog(String name, BitmapEngine engine, ReplayOptions options, RunDigest digest) throws IOException {
        this.name = name;
        this.engine = engine;
        this.options = options;
        this.digest = digest;
        this.model = options.checking() == ReplayOptions.Checking.NONE ? null : new EventListModel();
        engine.addConsumerFromStart(CONSUMER);
    }

    @Override
    public void accept(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        engine.accept(kind, blockId, walOffset, timestampNanos);
        digest.accept(kind, blockId, walOffset, timestampNanos);
        if (model != null) {
            model.accept(kind, blockId, walOffset, timestampNanos);
        }
        extendWal(walOffset);
        events++;
        inWindow++;
        if (inWindow == options.windowEvents()) {
            endWindow();
        }
    }

    private void extendWal(long walOffset) {
        walMin = inWindow == 0 || Long.compareUnsigned(walOffset, walMin) < 0 ? walOffset : walMin;
        walMax = inWindow == 0 || Long.compareUnsigned(walOffset, walMax) > 0 ? walOffset : walMax;
    }

    private void endWindow() {
        try {
            BackupWindow window = engine.begin(CONSUMER);
            if (window.fullRequired().isEmpty()) {
                take(window.changes());
            } else {
                losses.addAll(window.fullRequired());
            }
            engine.commit(window);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inWindow = 0;
        windowStart = model == null ? 0 : model.size();
    }

    private void take(ChangeSet changes) {
        digest.changes(changes);
        String parent =
                windows.isEmpty() ? null : windows.get(windows.size() - 1).id();
        windows.add(new BackupResult(
                (name.isEmpty() ? "w" : name + "/w") + (windows.size() + 1),
                parent,
                BackupResult.INCREMENTAL,
                CONSUMER,
                name.isEmpty() ? null : name,
                changes.created().cardinality(),
                changes.modified().cardinality(),
                changes.deleted().cardinality(),
                null,
                walMin,
                walMax,
                null));
        if (model != null) {
            windowsChecked++;
            String id = windows.get(windows.size() - 1).id();
            model.window(windowStart, model.size())
                    .differences(changes)
                    .forEach(difference -> differences.add("window " + id + ": " + difference));
        }
    }

    /** Ends the last window if it has an event. */
    void finish() {
        if (inWindow > 0) {
            endWindow();
        }
    }

    /** Asks random ranges and compares; answers with how many were asked. */
    int checkRanges(ChoiceSource choices) throws IOException {
        if (model == null || model.size() == 0) {
            return 0;
        }
        differences.addAll(new RangeCheck(model, engine, choices.fork("ranges of " + name)).run());
        return 2 * RangeCheck.RANGES;
    }

    BitmapEngine engine() {
        return engine;
    }

    long events() {
        return events;
    }

    List<BackupResult> windows() {
        return windows;
    }

    int windowsChecked() {
        return windowsChecked;
    }

    List<String> differences() {
        return differences;
    }

    List<FullRequired> losses() {
        return losses;
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }
}
