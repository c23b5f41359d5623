package io.tidemark.verification.crash;

import io.tidemark.simulator.storage.DiskOperation;
import io.tidemark.simulator.storage.FaultCounts;
import io.tidemark.verification.crash.CrashPoint.Kind;
import io.tidemark.workloads.ChoiceSource;
import io.tidemark.workloads.RecordedChoices;
import io.tidemark.workloads.RecordingChoices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Crashes an engine at every storage operation of a scenario, lets its disk fail at each, damages its files, opens it on what
 * is left, and holds the invariants: consumers old or new, no change missed, every loss told, answers exact, memory within
 * its limit.
 */
public final class CrashCheck {
    private final CrashCheckOptions options;
    private final Trials trials;
    private final ChoiceSource draws;
    private final LongConsumer progress;
    private final FaultCounts faults = new FaultCounts();
    private final Map<Kind, Long> points = new EnumMap<>(Kind.class);
    private final List<Violation> violations = new ArrayList<>();
    private List<DiskOperation> operations = List.of();
    private long crashOperations;
    private long exhausted;
    private long pointsInAll;

    private CrashCheck(CrashCheckOptions options, Setup setup, LongConsumer progress) {
        this.options = options;
        this.trials = new Trials(setup, options.seed(), options.steps());
        this.draws = ChoiceSource.seeded(options.seed()).fork("draws");
        this.progress = progress;
    }

    /**
     * Checks.
     *
     * @param progress is told the points so far
     */
    public static CrashCheckResult run(CrashCheckOptions options, LongConsumer progress) {
        return run(options, Setup.REAL, progress);
    }

    static CrashCheckResult run(CrashCheckOptions options, Setup setup, LongConsumer progress) {
        return new CrashCheck(options, setup, progress).run();
    }

    /**
     * Tries one point again.
     *
     * @throws RuntimeException if an invariant does not hold at it; the message says which
     */
    public static void replay(CrashPoint point) throws IOException {
        replay(point, Setup.REAL);
    }

    static void replay(CrashPoint point, Setup setup) throws IOException {
        Trials trials = new Trials(setup, point.seed(), point.steps());
        ChoiceSource choices = new RecordedChoices(point.choices());
        switch (point.kind()) {
            case UNDISTURBED -> trials.undisturbed();
            case CRASH -> trials.crash(trials.crashedAt(point.operation()), choices);
            case SECOND_CRASH -> trials.secondCrash(trials.crashedAt(point.operation()), choices);
            case ABANDONED -> trials.abandoned(trials.crashedAt(point.operation()), choices);
            case LOG_GAP -> trials.gap(trials.crashedAt(point.operation()), choices);
            case FAILURE -> {
                DiskOperation struck = trials.undisturbed().get((int) point.operation() - 1);
                trials.failure(point.operation(), struck, choices);
            }
            case DAMAGE -> trials.damage(point.operation(), choices);
        }
    }

    private CrashCheckResult run() {
        attempt(Kind.UNDISTURBED, 0, draws, choices -> {
            operations = trials.undisturbed();
            return new FaultCounts();
        });
        for (int operation = 1; operation <= operations.size() && !isEnough(); operation++) {
            if (!isReadAgain(operation)) {
                crashes(operation);
            }
            failures(operation);
        }
        damages();
        return new CrashCheckResult(
                operations.size(),
                crashOperations,
                exhausted,
                pointsInAll,
                points,
                faults.all(),
                List.copyOf(violations));
    }

    /* Of reads in a row the first stands for all: what a crash leaves is the same at each. */
    private boolean isReadAgain(int operation) {
        return operation > 1
                && operations.get(operation - 1).isRead()
                && operations.get(operation - 2).isRead();
    }

    private void crashes(int operation) {
        crashOperations++;
        World crashed = trials.crashedAt(operation);
        Outcomes outcomes = Outcomes.of(crashed.disk(), options.outcomes(), draws);
        if (outcomes.areAll()) {
            exhausted++;
        }
        for (List<Long> outcome : outcomes.choices()) {
            attempt(Kind.CRASH, operation, new RecordedChoices(outcome), choices -> trials.crash(crashed, choices));
        }
        for (int i = 0; i < options.draws(); i++) {
            attempt(Kind.SECOND_CRASH, operation, draws, choices -> trials.secondCrash(crashed, choices));
            attempt(Kind.ABANDONED, operation, draws, choices -> trials.abandoned(crashed, choices));
            attempt(Kind.LOG_GAP, operation, draws, choices -> trials.gap(crashed, choices));
        }
    }

    private void failures(int operation) {
        DiskOperation struck = operations.get(operation - 1);
        for (int i = 0; i < (isReadAgain(operation) ? 1 : options.draws()); i++) {
            attempt(Kind.FAILURE, operation, draws, choices -> trials.failure(operation, struck, choices));
        }
    }

    private void damages() {
        for (int i = 0; i < options.damages() && !operations.isEmpty(); i++) {
            int operation = 1 + draws.below(operations.size());
            attempt(Kind.DAMAGE, operation, draws, choices -> trials.damage(operation, choices));
        }
    }

    private boolean isEnough() {
        return violations.size() >= options.violationsMax();
    }

    private interface Trial {
        FaultCounts run(ChoiceSource choices) throws IOException;
    }

    /* Whatever an engine throws where it should not, an error of its own included, is what this looks for. */
    @SuppressWarnings("CatchingUnchecked")
    private void attempt(Kind kind, long operation, ChoiceSource source, Trial trial) {
        if (isEnough()) {
            return;
        }
        RecordingChoices choices = new RecordingChoices(source);
        try {
            faults.addAll(trial.run(choices));
        } catch (IOException | RuntimeException | AssertionError e) {
            CrashPoint point = new CrashPoint(options.seed(), options.steps(), kind, operation, choices.taken());
            violations.add(new Violation(
                    point, e instanceof ViolationException ? String.valueOf(e.getMessage()) : e.toString()));
        }
        points.merge(kind, 1L, Long::sum);
        progress.accept(++pointsInAll);
    }
}
