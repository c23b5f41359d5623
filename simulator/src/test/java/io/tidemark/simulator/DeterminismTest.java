package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.BlockEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeterminismTest {
    @Test
    void twoWorldsOfOneSeedTellTheSameEventsInTheSameOrder() throws IOException {
        List<BlockEvent> first = events(11);
        List<BlockEvent> second = events(11);
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            assertThat(second.get(i)).as("event %d", i).isEqualTo(first.get(i));
        }
        assertThat(second).hasSameSizeAs(first);
    }

    @Test
    void eventsOfDifferentBlocksArriveLateButThoseOfOneBlockInOrder() throws IOException {
        List<BlockEvent> events = events(12);
        long late = 0;
        for (int i = 1; i < events.size(); i++) {
            late += events.get(i).walOffset() < events.get(i - 1).walOffset() ? 1 : 0;
        }
        assertThat(late).isGreaterThan(10);
    }

    private static List<BlockEvent> events(long seed) throws IOException {
        List<BlockEvent> events = new ArrayList<>();
        SimulationPlan plan = Plans.mixed(seed, 2, 1_500);
        try (Simulation world = Simulation.open(
                plan,
                new VirtualClock(),
                RunOptions.Places.MEMORY,
                vnode -> (kind, block, wal, time) -> events.add(new BlockEvent(kind, block, wal, time)))) {
            while (world.step()) {
                assertThat(world.vnodes()).hasSize(2);
            }
            world.settle();
        }
        return events;
    }
}
