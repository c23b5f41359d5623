package io.tidemark.workloads;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The operations of a workload in order: tables are created, then round after round is written. */
final class WorkloadStream implements OperationStream {
    private final WorkloadSpec spec;
    private final ChoiceSource choices;
    private final Deque<Operation> pending = new ArrayDeque<>();
    private int creatingSuperTable;
    private long creatingTable;
    private int round = -1;
    private int superTable;
    private final long[] rowsBefore;
    private long pausedTicks;
    private @Nullable RoundWriter writer;
    private long nextDropped;
    private boolean isDropping;

    WorkloadStream(WorkloadSpec spec, ChoiceSource choices) {
        this.spec = spec;
        this.choices = choices;
        this.rowsBefore = new long[spec.superTables().size()];
    }

    @Override
    public @Nullable Operation next() {
        while (pending.isEmpty()) {
            if (!create() && !write() && !drop() && !beginRound()) {
                return null;
            }
        }
        return pending.poll();
    }

    /* One table of those that are created before all inserts. */
    private boolean create() {
        while (creatingSuperTable < spec.superTables().size()) {
            SuperTable table = spec.superTables().get(creatingSuperTable);
            if (!table.autoCreate() && creatingTable < table.tables()) {
                pending.add(createTable(creatingSuperTable, creatingTable++));
                return true;
            }
            creatingSuperTable++;
            creatingTable = 0;
        }
        return false;
    }

    private Operation createTable(int superTableNumber, long table) {
        SuperTable created = spec.superTables().get(superTableNumber);
        return new Operation.CreateTable(firstId(superTableNumber) + table, superTableNumber, created.prefix() + table);
    }

    /** Tables are numbered over all super tables. */
    private long firstId(int superTableNumber) {
        long id = 0;
        for (int i = 0; i < superTableNumber; i++) {
            id += spec.superTables().get(i).tables();
        }
        return id;
    }

    /* A request of each writer of the present super table. */
    private boolean write() {
        RoundWriter current = writer;
        if (current == null) {
            return false;
        }
        if (!current.write(pending)) {
            writer = nextWriter();
        }
        return true;
    }

    private @Nullable RoundWriter nextWriter() {
        if (superTable == spec.superTables().size()) {
            isDropping = true;
            nextDropped = 0;
            return null;
        }
        int number = superTable++;
        SuperTable table = spec.superTables().get(number);
        Round current = spec.rounds().get(round);
        RoundWriter.Tables tables = new RoundWriter.Tables(
                firstId(number), number, selector(current.perMille(), "written"), round == 0 && table.autoCreate());
        long firstTimestamp = table.startTimestamp() + rowsBefore[number] * table.step() + pausedTicks;
        return new RoundWriter(
                table,
                current.rowsOf(number),
                firstTimestamp,
                tables,
                choices.fork("round " + round + " of " + number));
    }

    private TableSelector selector(int perMille, String purpose) {
        return new TableSelector(choices.fork(purpose + " in round " + round).nextLong(), perMille);
    }

    /* One dropped table, then what ends a round. */
    private boolean drop() {
        if (!isDropping) {
            return false;
        }
        Round current = spec.rounds().get(round);
        TableSelector dropped = selector(current.dropPerMille(), "dropped");
        long tables = firstId(spec.superTables().size());
        while (current.dropPerMille() > 0 && nextDropped < tables) {
            long table = nextDropped++;
            if (dropped.contains(table)) {
                pending.add(new Operation.DropTable(table));
                return true;
            }
        }
        endRound(current);
        return true;
    }

    private void endRound(Round ended) {
        isDropping = false;
        if (ended.flush()) {
            pending.add(new Operation.FlushDatabase());
        }
        if (ended.compact()) {
            pending.add(new Operation.Compact());
        }
        for (int i = 0; i < rowsBefore.length; i++) {
            rowsBefore[i] += ended.rowsOf(i);
        }
    }

    private boolean beginRound() {
        if (++round >= spec.rounds().size()) {
            return false;
        }
        Round begun = spec.rounds().get(round);
        if (begun.pauseNanos() > 0) {
            pending.add(new Operation.Pause(begun.pauseNanos()));
            pausedTicks += begun.pauseNanos() / spec.database().precision().nanosPerTick();
        }
        superTable = 0;
        writer = nextWriter();
        return true;
    }
}
