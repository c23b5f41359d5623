package io.tidemark.reports.billion;

import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.FullRequired;
import io.tidemark.event.EventSink;
import java.io.IOException;
import java.util.List;

/** The life that marks, takes a full and an incremental backup, is asked, and goes on marking until it is killed. */
final class FirstLife {
    /** Who takes the backups. */
    static final String CONSUMER = "nightly";

    /** Whose first window is not begun before the end: it is the whole log. */
    static final String ARCHIVE = "archive";

    private final SyntheticLog log;
    private final Milestones milestones;
    private final BitmapEngine engine;
    private final Host host;

    /**
     * A life that has not begun.
     *
     * @param engine new
     * @param marks where events go: the engine, or what stands before it
     */
    FirstLife(SyntheticLog log, BitmapEngine engine, EventSink marks, LifeListener listener) {
        this.log = log;
        this.milestones = Milestones.of(log);
        this.engine = engine;
        this.host = new Host(log, engine, marks, listener);
    }

    /**
     * What it found, after which nothing is asked any more.
     *
     * @param marks events delivered, and made durable, in {@code markSeconds}
     * @param markCpuSeconds processor time up to there, of all threads, starting included
     * @param baseMillis until the window of the full backup was begun
     * @param beginMillis until that of the incremental one was begun
     * @param readMillis until its blocks were read
     * @param commitMillis until it was committed
     * @param window what was in it
     * @param asked the questions
     */
    record Report(
            long marks,
            double markSeconds,
            double markCpuSeconds,
            double baseMillis,
            double beginMillis,
            double readMillis,
            double commitMillis,
            Answer window,
            List<Asked> asked,
            LifeFigures figures) {}

    /** Up to the incremental backup, and all questions. */
    Report beforeKill() throws IOException {
        engine.addConsumer(CONSUMER);
        engine.addConsumerFromStart(ARCHIVE);
        host.deliver(0, milestones.base());
        engine.commit(host.begin(CONSUMER));
        double baseMillis = host.beginMillis();
        host.deliver(milestones.base(), milestones.window());
        BackupWindow window = checked(host.begin(CONSUMER));
        double cpuSeconds = ProcessFigures.now().cpuSeconds();
        Stopwatch stopwatch = new Stopwatch();
        Answer answer = Answer.of(window.changes());
        double readMillis = stopwatch.lap();
        engine.commit(window);
        double commitMillis = stopwatch.lap();
        List<Asked> asked = new Interview(engine).ask(Question.over(log, milestones.window()));
        return new Report(
                host.delivered(),
                host.seconds(),
                cpuSeconds,
                baseMillis,
                host.beginMillis(),
                readMillis,
                commitMillis,
                answer,
                asked,
                host.figures());
    }

    /** Marks on, a little further than what the kill waits for. */
    void untilKill() throws IOException {
        host.deliver(milestones.window(), milestones.kill());
    }

    /** Marks the rest, if nobody stops it. */
    void pastKill() throws IOException {
        host.deliver(milestones.kill(), milestones.end());
    }

    /** The window, if it is one of an incremental backup. */
    static BackupWindow checked(BackupWindow window) throws IOException {
        List<FullRequired> losses = window.fullRequired();
        if (!losses.isEmpty()) {
            throw new IOException("the engine gave up exact tracking, the disk may be full or failing: " + losses);
        }
        return window;
    }
}
