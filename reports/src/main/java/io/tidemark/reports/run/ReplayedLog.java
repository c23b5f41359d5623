package io.tidemark.reports.run;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.engine.FullRequired;
import io.tidemark.event.EventInterceptor;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import io.tidemark.reports.result.BackupResult;
import io.tidemark.verification.model.EventListModel;
import io.tidemark.workloads.ChoiceSource;
import java.io.IOException;
import java.io.InterruptedIOException;
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

    private record Window(long created, long modified, long deleted, long walFrom, long walTo) {}

    private final BitmapEngine engine;
    private final EventInterceptor interceptor;
    private final ReplayOptions options;
    private final RunDigest digest = new RunDigest();
    private final @Nullable EventListModel model;
    private final List<Window> windows = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private final List<FullRequired> losses = new ArrayList<>();
    private long inWindow;
    private int windowsChecked;
    private long checkNanos;
    private int windowStart;
    private long walMin;
    private long walMax;

    /** A log with no event yet; the engine is closed with it. What an earlier run left pending in the engine is no part of it. */
    ReplayedLog(BitmapEngine engine, ReplayOptions options) throws IOException {
        this.engine = engine;
        this.options = options;
        this.model = options.checking() == ReplayOptions.Checking.NONE ? null : new EventListModel();
        if (engine.consumers().contains(CONSUMER)) {
            engine.commit(engine.begin(CONSUMER));
        } else {
            engine.addConsumerFromStart(CONSUMER);
        }
        this.interceptor = engine.interceptor();
        interceptor.start();
    }

    /** A log with an engine of its own. */
    static ReplayedLog open(EngineConfig config, ReplayOptions options) throws IOException {
        BitmapEngine engine = BitmapEngine.open(config);
        try {
            return new ReplayedLog(engine, options);
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    @Override
    public void accept(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        interceptor.accept(kind, blockId, walOffset, timestampNanos);
        digest.accept(kind, blockId, walOffset, timestampNanos);
        if (model != null) {
            model.accept(kind, blockId, walOffset, timestampNanos);
        }
        extendWal(walOffset);
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
            drain();
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

    private void drain() throws InterruptedIOException {
        try {
            interceptor.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void take(ChangeSet changes) {
        digest.changes(changes);
        windows.add(new Window(
                changes.created().cardinality(),
                changes.modified().cardinality(),
                changes.deleted().cardinality(),
                walMin,
                walMax));
        if (model != null) {
            check(model, changes);
        }
    }

    private void check(EventListModel events, ChangeSet changes) {
        long begun = System.nanoTime();
        events.window(windowStart, events.size())
                .differences(changes)
                .forEach(difference -> differences.add("window w" + windows.size() + ": " + difference));
        windowsChecked++;
        checkNanos += System.nanoTime() - begun;
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
        differences.addAll(new RangeCheck(model, engine, choices).run());
        return 2 * RangeCheck.RANGES;
    }

    BitmapEngine engine() {
        return engine;
    }

    /**
     * Its windows.
     *
     * @param name of the log where a run has several; empty otherwise
     */
    List<BackupResult> windows(String name) {
        List<BackupResult> results = new ArrayList<>();
        String prefix = name.isEmpty() ? "w" : name + "/w";
        for (Window window : windows) {
            int number = results.size() + 1;
            results.add(new BackupResult(
                    prefix + number,
                    number == 1 ? null : prefix + (number - 1),
                    BackupResult.INCREMENTAL,
                    CONSUMER,
                    name.isEmpty() ? null : name,
                    window.created,
                    window.modified,
                    window.deleted,
                    null,
                    window.walFrom,
                    window.walTo,
                    null));
        }
        return results;
    }

    /** SHA-256 over its events and windows. */
    String digest() {
        return digest.finish();
    }

    int windowsChecked() {
        return windowsChecked;
    }

    /** What of the time went into holding windows against the list. */
    long checkNanos() {
        return checkNanos;
    }

    List<String> differences() {
        return differences;
    }

    List<FullRequired> losses() {
        return losses;
    }

    @Override
    public void close() throws IOException {
        try (engine) {
            interceptor.close();
        }
    }
}
