package io.tidemark.simulator;

import io.tidemark.simulator.vnode.VnodeOptions;
import io.tidemark.simulator.vnode.WalOptions;
import io.tidemark.workloads.ChoiceSource;
import io.tidemark.workloads.DatabaseOptions;
import io.tidemark.workloads.OperationStream;
import io.tidemark.workloads.WorkloadSpec;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What a world is made of.
 *
 * @param name of the workload, for messages and results
 * @param vnodes the options of each, numbered from 1
 * @param operations what clients do; each call begins the same stream anew
 * @param seed of the world's other choices
 */
public record SimulationPlan(String name, List<VnodeOptions> vnodes, Supplier<OperationStream> operations, long seed) {
    public SimulationPlan {
        vnodes = List.copyOf(vnodes);
        if (vnodes.isEmpty()) {
            throw new IllegalArgumentException("a world needs at least one vnode: name=" + name);
        }
    }

    /**
     * A world for a workload.
     *
     * @param vnodes how many, 0 for what the workload asks for
     * @param maxRows the most rows, 0 for what the workload asks for
     * @param seed of everything: the workload's choices and the world's
     */
    public static SimulationPlan of(WorkloadSpec spec, int vnodes, long maxRows, long seed) {
        int count = vnodes > 0 ? vnodes : spec.database().vgroups();
        List<VnodeOptions> options = IntStream.rangeClosed(1, count)
                .mapToObj(number -> vnode(number, spec.database()))
                .toList();
        return new SimulationPlan(
                spec.name(), options, () -> spec.operations(ChoiceSource.seeded(seed), maxRows), seed);
    }

    private static VnodeOptions vnode(int number, DatabaseOptions database) {
        long ticksPerMinute = 60 * database.precision().ticksPerSecond();
        WalOptions wal = new WalOptions(
                database.walLevel(),
                database.walFsyncPeriodMillis(),
                database.walRetentionPeriodSeconds(),
                database.walRetentionSizeBytes(),
                database.walRollPeriodSeconds(),
                database.walSegmentSizeBytes(),
                WalOptions.DEFAULTS.extentBytes());
        return new VnodeOptions(
                number,
                database.bufferBytes(),
                database.precision().ticksPerSecond(),
                Math.multiplyExact(database.durationMinutes(), ticksPerMinute),
                Math.multiplyExact(database.keepMinutes(), ticksPerMinute),
                database.minRows(),
                database.maxRows(),
                database.sttTrigger(),
                wal);
    }
}
