package io.tidemark.verification.crash;

import io.tidemark.event.EventKind;
import io.tidemark.workloads.ChoiceSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens in a run, decided before it: the same steps in every repetition, wherever it crashes.
 *
 * @param firstWal the offset of the host's first event, unsigned
 * @param steps in order
 */
record Scenario(long firstWal, List<Step> steps) {
    /** Consumers whose base is the empty store, there from the begin. */
    static final List<String> BASED = List.of("nightly", "offsite");

    /** A consumer that comes later. */
    static final String LATECOMER = "standby";

    /** Lanes in which events wait: those of one block keep their order, those of two blocks may not. */
    static final int LANES = 2;

    /** All blocks that there are. */
    static final List<Long> BLOCKS =
            List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 65_535L, 65_536L, 1L << 40, Long.MAX_VALUE, -1L, -2L);

    private static final EventKind[] KINDS = EventKind.values();

    Scenario {
        steps = List.copyOf(steps);
    }

    /** The lane of a block. */
    static int lane(long block) {
        return (int) Long.remainderUnsigned(block, LANES);
    }

    /** Steps of all kinds, marks the most of them. */
    static Scenario of(ChoiceSource choices, int count) {
        // Now and then offsets cross the border at which a signed comparison goes wrong.
        long firstWal = choices.chance(1, 2) ? 1 : Long.MAX_VALUE - count / 4;
        List<Step> steps = new ArrayList<>();
        BASED.forEach(consumer -> steps.add(new Step.AddFromStart(consumer)));
        while (steps.size() < count) {
            addStep(steps, choices);
        }
        return new Scenario(firstWal, steps);
    }

    private static void addStep(List<Step> steps, ChoiceSource choices) {
        int lot = choices.below(100);
        if (lot < 50) {
            addMark(steps, choices);
        } else if (lot < 72) {
            addOfConsumer(steps, choices);
        } else {
            steps.add(ofEngine(choices));
        }
    }

    private static void addMark(List<Step> steps, ChoiceSource choices) {
        EventKind kind = KINDS[choices.below(KINDS.length)];
        long block = BLOCKS.get(choices.below(BLOCKS.size()));
        int walStep = choices.chance(1, 5) ? 0 : 1 + choices.below(3);
        steps.add(new Step.Write(kind, block, walStep, choices.below(3)));
        if (choices.chance(2, 3)) {
            steps.add(new Step.Deliver(lane(block), 3));
        }
    }

    private static void addOfConsumer(List<Step> steps, ChoiceSource choices) {
        String consumer = choices.chance(1, 6) ? LATECOMER : BASED.get(choices.below(BASED.size()));
        int lot = choices.below(12);
        if (lot < 4) {
            steps.add(new Step.Begin(consumer));
        } else if (lot < 8) {
            steps.add(new Step.Begin(consumer));
            steps.add(new Step.Commit(consumer));
        } else if (lot < 9) {
            steps.add(new Step.Commit(consumer));
        } else if (lot < 10) {
            steps.add(new Step.Abort(consumer));
        } else if (lot < 11) {
            steps.add(new Step.Resume(consumer));
        } else {
            steps.add(choices.chance(1, 2) ? new Step.Add(LATECOMER) : new Step.Remove(LATECOMER));
        }
    }

    private static Step ofEngine(ChoiceSource choices) {
        int lot = choices.below(32);
        if (lot < 12) {
            return new Step.Maintain();
        } else if (lot < 15) {
            return new Step.Checkpoint();
        } else if (lot < 18) {
            return new Step.Spill();
        } else if (lot < 20) {
            return new Step.Reopen();
        } else if (lot < 23) {
            return new Step.Lose(choices.below(LANES));
        } else if (lot < 26) {
            return new Step.Deliver(choices.below(LANES), 5);
        } else if (lot < 29) {
            return new Step.Acknowledge();
        }
        return new Step.Ask(choices.below(1 << 20), choices.below(1 << 20));
    }
}
