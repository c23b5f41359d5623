package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.simulator.vnode.VnodeOptions;
import io.tidemark.simulator.vnode.WalOptions;
import io.tidemark.workloads.Operation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackupScheduleTest {
    @Test
    void roundsAreSpreadOverTimeSoThatQuietHoursCount() {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            operations.add(new Operation.DropTable(i));
        }
        for (int i = 0; i < 10; i++) {
            operations.add(new Operation.Pause(3_600_000_000_000L));
            operations.add(new Operation.DropTable(i));
        }
        BackupSchedule schedule = BackupSchedule.of(plan(operations), 5);
        assertThat(schedule.operations()).isEqualTo(1_020);
        assertThat(new long[] {schedule.begin(0), schedule.begin(1), schedule.begin(4)})
                .containsExactly(1_001, 1_005, 1_017);
        assertThat(schedule.writesDuring(0, 1_001)).isEqualTo(2);
        assertThat(schedule.writesDuring(4, 1_020)).isZero();
    }

    @Test
    void roundsOfAnEmptyStreamAllBeginAtItsEnd() {
        BackupSchedule schedule = BackupSchedule.of(plan(List.of()), 3);
        assertThat(schedule.operations()).isZero();
        assertThat(schedule.begin(2)).isZero();
    }

    private static SimulationPlan plan(List<Operation> operations) {
        VnodeOptions vnode = new VnodeOptions(1, 1000, 1000, 1000, 10_000, 1, 10, 2, WalOptions.DEFAULTS);
        return new SimulationPlan(
                "test",
                List.of(vnode),
                () -> {
                    Iterator<Operation> iterator = operations.iterator();
                    return () -> iterator.hasNext() ? iterator.next() : null;
                },
                1);
    }
}
