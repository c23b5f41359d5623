package io.tidemark.reports.billion;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.RangeChanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Asks an engine. */
final class Interview {
    private final BitmapEngine engine;

    Interview(BitmapEngine engine) {
        this.engine = engine;
    }

    List<Asked> ask(List<Question> questions) throws IOException {
        List<Asked> asked = new ArrayList<>();
        for (Question question : questions) {
            asked.add(ask(question));
        }
        return asked;
    }

    Asked ask(Question question) throws IOException {
        long begin = System.nanoTime();
        RangeChanges found = question.axis() == Question.Axis.WAL
                ? engine.changesByWal(question.from(), question.to())
                : engine.changesByTime(question.from(), question.to());
        double millis = (System.nanoTime() - begin) / 1e6;
        return new Asked(question, Answer.of(found.changes()), found.isComplete(), millis);
    }
}
