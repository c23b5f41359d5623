package io.tidemark.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Dispatcher;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerLanesTest {
    private final CallerDispatcher dispatcher = Dispatcher.caller();
    private final List<Long> heard = new ArrayList<>();
    private final List<Long> skipped = new ArrayList<>();

    private final BlockEventListener recording = new BlockEventListener() {
        @Override
        public void onBlockEvent(EventKind kind, long blockId, long walOffset, long timestampNanos) {
            heard.add(walOffset);
        }

        @Override
        public void onSkipped(long events) {
            skipped.add(events);
            heard.add(-events);
        }
    };

    private ListenerLanes lanes(int count, int capacity, BlockEventListener... listeners) {
        ListenerLanes lanes = new ListenerLanes(count, capacity, List.of(listeners));
        lanes.agents().forEach(dispatcher::start);
        return lanes;
    }

    private static EventBatch events(int from, int to) {
        EventBatch batch = new EventBatch(0);
        for (int i = from; i < to; i++) {
            batch.add(EventKind.UPDATE, 7, i, i);
        }
        return batch;
    }

    @Test
    void aBlockHasOneLaneAndManyBlocksUseAllOfThem() {
        for (int count = 1; count <= 64; count++) {
            int[] blocks = new int[count];
            for (long block = -5_000; block < 5_000; block++) {
                blocks[ListenerLanes.laneOf(block, count)]++;
            }
            assertThat(blocks).doesNotContain(0);
        }
    }

    @Test
    void withoutListenersThereAreNoAgents() {
        assertThat(new ListenerLanes(4, 8, List.of()).agents()).isEmpty();
    }

    @Test
    void deliversInOrder() {
        ListenerLanes lanes = lanes(3, 8, recording);
        lanes.offer(events(0, 5));
        assertThat(lanes.isIdle()).isFalse();
        dispatcher.step();
        assertThat(heard).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(lanes.isIdle()).isTrue();
    }

    @Test
    void whatAFullLaneSkipsIsToldBeforeAnythingLater() {
        ListenerLanes lanes = lanes(1, 2, recording);
        lanes.offer(events(0, 5));
        dispatcher.step();
        lanes.offer(events(5, 6));
        dispatcher.step();
        assertThat(skipped).containsExactly(3L);
        assertThat(heard.indexOf(-3L)).isLessThan(heard.indexOf(5L));
        assertThat(heard).containsExactlyInAnyOrder(0L, 1L, -3L, 5L);
        assertThat(lanes.skips()).isEqualTo(3);
        assertThat(lanes.isIdle()).isTrue();
    }

    @Test
    void aListenerThatThrowsIsCountedAndHarmsNoOther() {
        BlockEventListener throwing = new BlockEventListener() {
            @Override
            public void onBlockEvent(EventKind kind, long blockId, long walOffset, long timestampNanos) {
                throw new IllegalStateException("listener at offset " + walOffset);
            }

            @Override
            public void onSkipped(long events) {
                throw new AssertionError("an error, not an exception");
            }
        };
        ListenerLanes lanes = lanes(1, 2, throwing, recording);
        lanes.offer(events(0, 3));
        dispatcher.step();
        assertThat(lanes.failures()).isEqualTo(3);
        assertThat(heard).containsExactly(-1L, 0L, 1L);
    }
}
