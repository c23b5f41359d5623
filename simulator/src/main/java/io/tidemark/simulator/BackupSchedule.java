package io.tidemark.simulator;

import io.tidemark.workloads.Operation;
import io.tidemark.workloads.OperationStream;

/**
 * When the rounds of backups begin: evenly over the time that the workload takes, so that quiet hours count and a burst
 * does not get them all; each at a place in the stream of operations, with operations before it and after it.
 */
final class BackupSchedule {
    private final long operations;
    private final long[] begins;

    private BackupSchedule(long operations, long[] begins) {
        this.operations = operations;
        this.begins = begins;
    }

    /** Goes through the plan's operations twice: for the time they take, and for the places. */
    static BackupSchedule of(SimulationPlan plan, int rounds) {
        long total = 0;
        OperationStream stream = plan.operations().get();
        for (Operation next = stream.next(); next != null; next = stream.next()) {
            total += Simulation.nanosOf(next);
        }
        long[] begins = new long[rounds];
        long index = 0;
        long passed = 0;
        int round = 0;
        stream = plan.operations().get();
        for (Operation next = stream.next(); next != null; next = stream.next()) {
            index++;
            passed += Simulation.nanosOf(next);
            if (round < rounds && passed >= share(total, round, rounds)) {
                begins[round++] = index;
            }
        }
        for (; round < rounds; round++) {
            begins[round] = index;
        }
        return new BackupSchedule(index, begins);
    }

    /* The middle of each round's part. */
    private static long share(long total, int round, int rounds) {
        return (long) (total * ((2.0 * round + 1) / (2.0 * rounds)));
    }

    /** How many operations there are. */
    long operations() {
        return operations;
    }

    /** After how many operations a round begins. */
    long begin(int round) {
        return begins[round];
    }

    /** How many operations may go on during a round that begins now: half of those before the next round. */
    long writesDuring(int round, long done) {
        long next = round + 1 < begins.length ? begins[round + 1] : operations;
        return (Math.max(next, done) - done + 1) / 2;
    }
}
