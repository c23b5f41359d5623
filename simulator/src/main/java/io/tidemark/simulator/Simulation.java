package io.tidemark.simulator;

import io.tidemark.simulator.vnode.Vnode;
import io.tidemark.workloads.ChoiceSource;
import io.tidemark.workloads.Operation;
import io.tidemark.workloads.OperationStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A world of vnodes under one virtual clock. Operations of a workload come one after another; between them, as the choices
 * fall, background jobs take steps and pending events are delivered. Nothing else happens, so equal choices give equal
 * worlds. To be used by one thread.
 */
public final class Simulation implements AutoCloseable {
    private static final long REQUEST_NANOS = 50_000;
    private static final long ROW_NANOS = 1_000;
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long JOB_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long EXPIRE_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int JOB_STEPS_MAX = 3;
    private static final int DELIVERY_CHANCE = 4;

    private final VirtualClock clock;
    private final List<Vnode> vnodes;
    private final OperationStream operations;
    private final ChoiceSource choices;
    private long operationCount;
    private long nextTick;
    private long nextExpire = EXPIRE_NANOS;

    /**
     * A world at its begin.
     *
     * @param clock the vnodes' clock, advanced by this world only
     * @param vnodes at least one; closed with the world
     * @param operations what clients do
     * @param choices every decision: how long a request takes, who steps when, what is delivered
     */
    public Simulation(VirtualClock clock, List<Vnode> vnodes, OperationStream operations, ChoiceSource choices) {
        this.clock = clock;
        this.vnodes = List.copyOf(vnodes);
        this.operations = operations;
        this.choices = choices;
    }

    /** The time of this world. */
    public VirtualClock clock() {
        return clock;
    }

    /** Its vnodes, by number. */
    public List<Vnode> vnodes() {
        return vnodes;
    }

    /** Operations done so far. */
    public long operationCount() {
        return operationCount;
    }

    /** The vnode that holds a table: by a hash of its number. */
    public Vnode vnodeOf(long tableId) {
        return vnodes.get(vnodeIndex(tableId, vnodes.size()));
    }

    /* The finalizer of MurmurHash3, and the high bits of a product for the range. */
    static int vnodeIndex(long tableId, int vnodes) {
        long hash = tableId + 1;
        hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
        hash ^= hash >>> 33;
        return (int) (((hash >>> 32) * vnodes) >>> 32);
    }

    /**
     * Does the next operation and what goes on beside it.
     *
     * @return false if there is none
     */
    public boolean step() throws IOException {
        Operation operation = operations.next();
        if (operation == null) {
            return false;
        }
        operationCount++;
        apply(operation);
        passTime(REQUEST_NANOS + choices.below((int) REQUEST_NANOS));
        for (Vnode vnode : vnodes) {
            stepJobs(vnode);
            if (choices.below(DELIVERY_CHANCE) == 0) {
                vnode.deliver(choices::below);
            }
        }
        return true;
    }

    private void stepJobs(Vnode vnode) throws IOException {
        if (!vnode.hasWork()) {
            return;
        }
        for (int steps = choices.below(JOB_STEPS_MAX + 1); steps > 0 && vnode.hasWork(); steps--) {
            vnode.step(choices::below);
        }
    }

    private void apply(Operation operation) throws IOException {
        if (operation instanceof Operation.Insert insert) {
            Vnode vnode = unblocked(insert.tableId());
            passTime(ROW_NANOS * insert.timestamps().length);
            vnode.insert(insert.tableId(), insert.timestamps(), insert.rowBytes(), insert.valueSeed());
        } else if (operation instanceof Operation.Delete delete) {
            unblocked(delete.tableId()).delete(delete.tableId(), delete.fromTimestamp(), delete.toTimestamp() - 1);
        } else if (operation instanceof Operation.CreateTable create) {
            vnodeOf(create.tableId()).createTable(create.tableId(), create.superTable(), create.name());
        } else if (operation instanceof Operation.DropTable drop) {
            vnodeOf(drop.tableId()).dropTable(drop.tableId());
        } else if (operation instanceof Operation.Pause pause) {
            pause(pause.nanos());
        } else {
            applyToAll(operation);
        }
    }

    private void applyToAll(Operation operation) throws IOException {
        for (Vnode vnode : vnodes) {
            if (operation instanceof Operation.FlushDatabase) {
                vnode.flush();
            } else if (operation instanceof Operation.Compact) {
                vnode.compact();
            } else {
                throw new IllegalArgumentException("operation must be one of those known: operation=" + operation);
            }
        }
    }

    /* Back-pressure: the writer waits in steps of 10 ms until its vnode has room. */
    private Vnode unblocked(long tableId) throws IOException {
        Vnode vnode = vnodeOf(tableId);
        if (vnode.isBlocked()) {
            vnode.countStall();
        }
        while (vnode.isBlocked()) {
            passTime(STALL_NANOS);
            vnode.step(choices::below);
        }
        return vnode;
    }

    /* Clients are idle; jobs go on, and when they are done time passes at once. */
    private void pause(long nanos) throws IOException {
        long left = nanos;
        while (left > 0 && anyWork()) {
            for (Vnode vnode : vnodes) {
                stepJobs(vnode);
            }
            long slice = Math.min(left, JOB_STEP_NANOS);
            passTime(slice);
            left -= slice;
        }
        passTime(left);
    }

    private boolean anyWork() {
        return vnodes.stream().anyMatch(Vnode::hasWork);
    }

    private void passTime(long nanos) throws IOException {
        clock.advance(nanos);
        long now = clock.elapsedNanos();
        if (now < nextTick) {
            return;
        }
        nextTick = now - now % TICK_NANOS + TICK_NANOS;
        for (Vnode vnode : vnodes) {
            vnode.tick();
        }
        if (now >= nextExpire) {
            nextExpire = now - now % EXPIRE_NANOS + EXPIRE_NANOS;
            vnodes.forEach(Vnode::expire);
        }
    }

    /** Lets every background job end and every event be delivered. */
    public void settle() throws IOException {
        for (Vnode vnode : vnodes) {
            while (vnode.hasWork()) {
                passTime(JOB_STEP_NANOS);
                vnode.step(choices::below);
            }
            vnode.deliverAll();
        }
    }

    @Override
    public void close() throws IOException {
        for (Vnode vnode : vnodes) {
            vnode.close();
        }
    }
}
