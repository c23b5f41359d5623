package io.tidemark.verification.crash;

import io.tidemark.simulator.storage.CrashStorage;
import io.tidemark.simulator.storage.DiskOperation;
import io.tidemark.simulator.storage.FaultCounts;
import io.tidemark.simulator.storage.FaultKind;
import io.tidemark.workloads.ChoiceSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Everything that can be tried with one scenario. A trial throws {@link ViolationException} when an invariant does not hold. */
final class Trials {
    /** Steps that a world goes on after it has recovered. */
    private static final int STEPS_AFTER = 12;

    /** Operations within which a second crash comes: those of opening, or of a while after it. */
    private static final int OPENING_OPERATIONS = 16;

    private static final int OPERATIONS_AFTER = 100;

    private static final long[] FAILURES_IN_A_ROW = {1, 4, Long.MAX_VALUE};

    private final Setup setup;
    private final Scenario scenario;

    Trials(Setup setup, long seed, int steps) {
        this.setup = setup;
        this.scenario = Scenario.of(ChoiceSource.seeded(seed).fork("scenario"), steps);
    }

    private World newWorld(ChoiceSource choices) {
        return new World(setup, scenario, new CrashStorage(choices));
    }

    /** Nothing goes wrong. Answers with the operations of the scenario. */
    List<DiskOperation> undisturbed() {
        World world = newWorld(ChoiceSource.seeded(0));
        world.begin(Long.MAX_VALUE);
        List<DiskOperation> operations = world.disk().operations();
        world.end();
        return operations;
    }

    /** The world in which the machine crashes at an operation, before anybody looks what is left. */
    World crashedAt(long operation) {
        World world = newWorld(ChoiceSource.seeded(0));
        world.disk().crashAt(operation);
        world.begin(Long.MAX_VALUE);
        return world;
    }

    /** The engine is opened on what a crash left. */
    FaultCounts crash(World crashed, ChoiceSource choices) {
        World next = crashed.restarted(choices);
        next.recover(STEPS_AFTER);
        return next.disk().faults();
    }

    /** The engine is opened on what a crash left, and the machine crashes again. */
    FaultCounts secondCrash(World crashed, ChoiceSource choices) {
        World next = crashed.restarted(choices);
        next.disk().crashAt(1 + choices.below(choices.below(2) == 0 ? OPENING_OPERATIONS : OPERATIONS_AFTER));
        next.recover(STEPS_AFTER);
        FaultCounts faults = new FaultCounts();
        faults.addAll(next.disk().faults());
        if (next.disk().isCrashed()) {
            faults.addAll(crash(next, choices));
        }
        return faults;
    }

    /** The engine is opened on what a crash left and closed before everything was delivered again, and opened again. */
    FaultCounts abandoned(World crashed, ChoiceSource choices) {
        World next = crashed.restarted(choices);
        next.abandon(choices);
        next.recover(STEPS_AFTER);
        return next.disk().faults();
    }

    /** The engine is opened on what a crash left, and the host's log does not reach back far enough. */
    FaultCounts gap(World crashed, ChoiceSource choices) {
        World next = crashed.restarted(choices);
        next.cutLog(choices);
        next.recover(STEPS_AFTER);
        return next.disk().faults();
    }

    /**
     * The disk fails at an operation in a way in which it can, once or for longer. The machine crashes soon after it or at the end
     * of the scenario, when the disk is well again or before.
     */
    FaultCounts failure(long operation, DiskOperation struck, ChoiceSource choices) {
        List<FaultKind> kinds = Arrays.stream(FaultKind.values())
                .filter(kind -> kind.strikes(struck))
                .toList();
        World world = newWorld(choices);
        long times = FAILURES_IN_A_ROW[choices.below(FAILURES_IN_A_ROW.length)];
        world.failFrom(operation, kinds.get(choices.below(kinds.size())), times);
        world.begin(choices.below(2) == 0 ? operation + choices.below(OPERATIONS_AFTER) : Long.MAX_VALUE);
        if (choices.below(2) == 0) {
            world.heal();
        }
        world.disk().crash();
        FaultCounts faults = new FaultCounts();
        faults.addAll(world.disk().faults());
        faults.addAll(crash(world, choices));
        return faults;
    }

    /** The engine is closed after an operation, a file is damaged, and the engine is opened again. */
    FaultCounts damage(long operation, ChoiceSource choices) throws IOException {
        World world = newWorld(ChoiceSource.seeded(0));
        world.begin(operation);
        world.damage(choices, STEPS_AFTER);
        return world.disk().faults();
    }
}
