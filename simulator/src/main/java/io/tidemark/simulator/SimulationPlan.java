package io.tidemark.simulator;

import io.tidemark.simulator.vnode.VnodeOptions;
import io.tidemark.workloads.OperationStream;
import java.util.List;
import java.util.function.Supplier;

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

    /** How many operations there are, by going through them. */
    public long countOperations() {
        OperationStream stream = operations.get();
        long count = 0;
        while (stream.next() != null) {
            count++;
        }
        return count;
    }
}
