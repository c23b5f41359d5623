package io.tidemark.reports.billion;

import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.event.EventSink;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * The life after the kill: opens, is asked at once, takes the log again from where the engine says, is asked the same as the life
 * before, then about the whole log in ranges, takes the backup that was pending, and reads the window that is the whole log.
 */
final class SecondLife {
    /** In how many ranges the whole log is asked. */
    static final int SLICES = 100;

    private final SyntheticLog log;
    private final Milestones milestones;

    SecondLife(SyntheticLog log) {
        this.log = log;
        this.milestones = Milestones.of(log);
    }

    /** Opens the engine. */
    interface Opening {
        BitmapEngine open() throws IOException;
    }

    /**
     * What it found.
     *
     * @param openMillis until the engine was open
     * @param firstAnswerMillis until it had answered a first question, opening included
     * @param replayFrom the first WAL offset whose events may not be durable
     * @param redelivered events delivered, from there to the end of the log
     * @param pending what was in the window of the pending backup
     * @param asked the first question and those of the first life
     * @param slices the whole log, in ranges
     * @param whole the window that is the whole log
     */
    record Report(
            double openMillis,
            double firstAnswerMillis,
            long replayFrom,
            long redelivered,
            double redeliverySeconds,
            Answer pending,
            List<Asked> asked,
            List<Asked> slices,
            WholeWindow whole,
            LifeFigures figures) {}

    /**
     * Lives, and closes the engine.
     *
     * @param marks where events go, for an engine
     */
    Report live(Opening opening, Function<BitmapEngine, EventSink> marks, LifeListener listener) throws IOException {
        List<Question> questions = Question.over(log, milestones.window());
        Stopwatch stopwatch = new Stopwatch();
        try (BitmapEngine engine = opening.open()) {
            double openMillis = stopwatch.lap();
            Interview interview = new Interview(engine);
            Asked first = interview.ask(questions.get(0));
            double firstAnswerMillis = openMillis + stopwatch.lap();
            long replayFrom = engine.replayFrom();
            Host host = new Host(log, engine, marks.apply(engine), listener);
            host.deliver(log.indexAt(replayFrom), milestones.end());
            List<Asked> asked = interview.ask(questions);
            asked.add(0, first);
            return new Report(
                    openMillis,
                    firstAnswerMillis,
                    replayFrom,
                    host.delivered(),
                    host.seconds(),
                    pending(engine),
                    asked,
                    interview.ask(Question.slices(log, SLICES)),
                    WholeWindow.read(engine),
                    host.figures());
        }
    }

    private static Answer pending(BitmapEngine engine) throws IOException {
        BackupWindow window = FirstLife.checked(engine.begin(FirstLife.CONSUMER));
        Answer answer = Answer.of(window.changes());
        engine.commit(window);
        return answer;
    }
}
