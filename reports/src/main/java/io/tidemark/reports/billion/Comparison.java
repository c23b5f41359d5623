package io.tidemark.reports.billion;

import java.util.ArrayList;
import java.util.List;

/** Holds what both lives answered against what the log knows. Takes as long as passing over the log does, and no memory. */
final class Comparison {
    private final SyntheticLog log;
    private final ExpectedAnswers expected;
    private final List<String> differences = new ArrayList<>();
    private int answers;

    Comparison(SyntheticLog log) {
        this.log = log;
        this.expected = new ExpectedAnswers(log);
    }

    /** Compares. */
    void compare(FirstLife.Report first, SecondLife.Report second) {
        Milestones milestones = Milestones.of(log);
        expect("window", expected.between(milestones.base(), milestones.window()), first.window());
        comparePending(milestones, second);
        first.asked().forEach(asked -> compare("before the kill", asked));
        second.asked().forEach(asked -> compare("after the kill", asked));
        second.slices().forEach(asked -> compare("slice", asked));
        expect("whole window", expected.between(0, log.events()), second.whole().answer());
    }

    /*
     * What was delivered again from before the last commit is in the pending window too, which is allowed: more than changed,
     * never less. Its first events are then not the first of their blocks, so only what a backup copies is compared.
     */
    private void comparePending(Milestones milestones, SecondLife.Report second) {
        long from = Math.min(milestones.window(), log.indexAt(second.replayFrom()));
        Answer known = expected.between(from, milestones.end());
        Answer found = second.pending();
        expect("pending window, dirty", known.dirty(), found.dirty());
        expect("pending window, deleted", known.deleted(), found.deleted());
        expect("pending window, unflushed", known.unflushed(), found.unflushed());
    }

    private void compare(String when, Asked asked) {
        Question question = asked.question();
        String what = when + ", " + question.axis() + " " + question.from() + " to " + question.to();
        if (!asked.isComplete()) {
            differences.add(what + ": the engine says that its answer is not complete");
        }
        expect(what, expected.of(question), asked.answer());
    }

    private void expect(String what, Object known, Object found) {
        answers++;
        if (!known.equals(found)) {
            differences.add(what + ": expected " + known + ", found " + found);
        }
    }

    /** What was not as the log knows it, a sentence each. */
    List<String> differences() {
        return differences;
    }

    /** How many answers were compared. */
    int answers() {
        return answers;
    }
}
