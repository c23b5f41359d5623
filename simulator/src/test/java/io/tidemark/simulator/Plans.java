package io.tidemark.simulator;

import io.tidemark.engine.EngineConfig;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import io.tidemark.simulator.vnode.VnodeOptions;
import io.tidemark.simulator.vnode.WalOptions;
import io.tidemark.workloads.Operation;
import io.tidemark.workloads.OperationStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Small worlds for tests: every kind of operation, file sets of a minute, buffers that fill soon. */
final class Plans {
    private static final int TABLES = 12;

    private Plans() {}

    static SimulationPlan mixed(long seed, int sttTrigger, int operations) {
        WalOptions wal = new WalOptions(2, 3000, 60, 0, 0, 0, 4 << 10);
        List<VnodeOptions> vnodes = IntStream.rangeClosed(1, 2)
                .mapToObj(
                        number -> new VnodeOptions(number, 200_000, 1_000, 60_000, 3_600_000, 10, 60, sttTrigger, wal))
                .toList();
        return new SimulationPlan("mixed", vnodes, () -> stream(operations(seed, operations)), seed);
    }

    private static OperationStream stream(List<Operation> operations) {
        Iterator<Operation> iterator = operations.iterator();
        return () -> iterator.hasNext() ? iterator.next() : null;
    }

    private static List<Operation> operations(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Operation> operations = new ArrayList<>();
        for (int table = 0; table < TABLES; table++) {
            operations.add(new Operation.CreateTable(table, table % 3, "table_" + table));
        }
        long now = VirtualClock.EPOCH_NANOS / 1_000_000;
        while (operations.size() < count) {
            operations.add(next(random, now, operations.size()));
        }
        return operations;
    }

    private static Operation next(SplittableRandom random, long now, int number) {
        long table = random.nextInt(TABLES);
        long time = now - random.nextInt(600_000);
        return switch (random.nextInt(60)) {
            case 0 -> new Operation.Delete(table, time, time + random.nextInt(20_000));
            case 1 -> new Operation.FlushDatabase();
            case 2 -> new Operation.Pause(TimeUnit.SECONDS.toNanos(random.nextInt(40)));
            case 3 ->
                random.nextInt(20) == 0
                        ? new Operation.DropTable(table)
                        : new Operation.CreateTable(table + 1000L * random.nextInt(50), 1, "late_" + number);
            case 4 -> random.nextInt(10) == 0 ? new Operation.Compact() : new Operation.FlushDatabase();
            default -> insert(random, table, time, number);
        };
    }

    private static Operation insert(SplittableRandom random, long table, long time, int number) {
        long[] timestamps = new long[1 + random.nextInt(60)];
        for (int i = 0; i < timestamps.length; i++) {
            timestamps[i] = time + i * 100L;
        }
        return new Operation.Insert(table, timestamps, 16 + random.nextInt(40), number * 100L);
    }

    static RunOptions options(SimulationPlan plan, RunOptions.Wiring wiring) {
        return options(
                plan, EngineConfig.builder().memoryLimitBytes(16 << 20).build(), RunOptions.Places.MEMORY, wiring);
    }

    static RunOptions options(
            SimulationPlan plan, EngineConfig config, RunOptions.Places places, RunOptions.Wiring wiring) {
        return new RunOptions(plan, 5, 32 << 10, config, places, wiring, new VirtualClock(), RunOptions.Progress.NONE);
    }

    /** A wiring that loses each {@code every}th event of a kind. */
    static RunOptions.Wiring losing(EventKind lost, int every) {
        return (vnode, engine) -> new EventSink() {
            private int count;

            @Override
            public void accept(EventKind kind, long block, long walOffset, long time) {
                if (kind != lost || ++count % every != 0) {
                    engine.accept(kind, block, walOffset, time);
                }
            }
        };
    }
}
