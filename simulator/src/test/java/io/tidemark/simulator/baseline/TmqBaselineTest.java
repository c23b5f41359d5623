package io.tidemark.simulator.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.simulator.VirtualClock;
import io.tidemark.simulator.store.StoreView;
import io.tidemark.simulator.vnode.StoreReader;
import io.tidemark.simulator.vnode.Vnode;
import io.tidemark.simulator.vnode.VnodeOptions;
import io.tidemark.simulator.vnode.WalOptions;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TmqBaselineTest {
    private static final int ROW_BYTES = 24 + 16;

    private final VirtualClock clock = new VirtualClock();
    private long nextTime = VirtualClock.EPOCH_NANOS / 1_000_000;

    @Test
    void theFirstTimeItScansTableByTableAndThenFollowsTheLog() throws IOException {
        try (Vnode vnode = vnode(-1)) {
            TmqBaseline tmq = new TmqBaseline(vnode.log());
            vnode.createTable(1, 1, "a");
            vnode.createTable(2, 1, "b");
            insert(vnode, 1, 5_000);
            insert(vnode, 2, 10);
            TmqCounts scan = catchUp(vnode, tmq);
            assertThat(scan).isEqualTo(new TmqCounts(5, 5, 5_010, 5_010 * ROW_BYTES, 0, 0));
            insert(vnode, 1, 3_000);
            insert(vnode, 2, 2_000);
            vnode.delete(1, 0, 5);
            insert(vnode, 2, 100);
            TmqCounts log = catchUp(vnode, tmq);
            assertThat(log).isEqualTo(new TmqCounts(4, 3, 5_100, 5_100 * ROW_BYTES, 0, 0));
            assertThat(catchUp(vnode, tmq)).isEqualTo(new TmqCounts(1, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void anOffsetOlderThanTheLogIsMovedForwardAndLosesRowsWithoutAnError() throws IOException {
        try (Vnode vnode = vnode(0)) {
            TmqBaseline tmq = new TmqBaseline(vnode.log());
            vnode.createTable(1, 1, "a");
            catchUp(vnode, tmq);
            insert(vnode, 1, 50);
            vnode.flush();
            while (vnode.hasWork()) {
                vnode.step(bound -> 0);
            }
            insert(vnode, 1, 7);
            TmqCounts counts = catchUp(vnode, tmq);
            assertThat(counts.gaps()).isEqualTo(1);
            assertThat(counts.versionsLost()).isEqualTo(2);
            assertThat(counts.rows()).isEqualTo(7);
        }
    }

    private Vnode vnode(long walRetentionSeconds) throws IOException {
        WalOptions wal = new WalOptions(1, 3000, walRetentionSeconds, 0, 0, 0, 64 << 10);
        VnodeOptions options = new VnodeOptions(1, 3 << 20, 1_000, 60_000, 3_600_000, 10, 100, 2, wal);
        return Vnode.create(options, Storage.memory(), clock, (kind, block, version, time) -> {});
    }

    private void insert(Vnode vnode, long table, int rows) throws IOException {
        vnode.insert(table, LongStream.range(nextTime, nextTime + rows).toArray(), 24, 1);
        nextTime += rows;
    }

    private static TmqCounts catchUp(Vnode vnode, TmqBaseline tmq) throws IOException {
        try (StoreView view = vnode.snapshot(() -> {})) {
            return tmq.catchUp(StoreReader.blocksOf(view));
        }
    }
}
