package io.tidemark.simulator.vnode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.Storage;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of a store against a plain map after random operations, with jobs running between the writes. */
class VnodeModelTest {
    private static final int OPERATIONS = 3_000;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "2, 3", "2, 4", "3, 5", "8, 6"})
    void rowsReadFromBlocksEqualTheModel(int sttTrigger, long seed) throws IOException {
        try (Harness harness = new Harness(Harness.options(sttTrigger), Storage.memory(), seed)) {
            for (int i = 0; i < OPERATIONS; i++) {
                operate(harness, i);
                if (harness.vnode.hasWork()) {
                    harness.vnode.step(harness::choose);
                }
                if (i % 500 == 499) {
                    assertThat(harness.firstDifference())
                            .as("after operation %d", i)
                            .isNull();
                }
            }
            harness.flush();
            assertThat(harness.firstDifference()).isNull();
            assertThat(harness.vnode.counts().commits()).isGreaterThan(5);
            assertThat(harness.vnode.counts().blocksRewritten() > 0).isEqualTo(sttTrigger < 8);
        }
    }

    static void operateRandomly(Harness harness, int operations) throws IOException {
        for (int i = 0; i < operations; i++) {
            operate(harness, i);
            if (harness.vnode.hasWork()) {
                harness.vnode.step(harness::choose);
            }
            if (harness.choose(5) == 0) {
                harness.vnode.deliver(harness::choose);
            }
        }
    }

    private static void operate(Harness harness, int operation) throws IOException {
        long uid = harness.choose(6);
        long time = harness.now() - harness.choose(8_000);
        switch (harness.choose(40)) {
            case 0 -> harness.createTable(uid + 10L * (operation / 1000));
            case 1 -> harness.delete(uid, time, time + harness.choose(600));
            case 2 -> {
                if (harness.choose(10) == 0) {
                    harness.dropTable(uid);
                }
            }
            case 3 -> {
                if (harness.choose(10) == 0) {
                    harness.vnode.compact();
                }
            }
            case 4 -> harness.vnode.flush();
            case 5 -> {
                harness.clock.advance(harness.choose(100) * 1_000_000_000L);
                harness.vnode.expire();
            }
            default -> insert(harness, uid + 10L * harness.choose(operation / 1000 + 1), time, operation);
        }
    }

    private static void insert(Harness harness, long uid, long time, int operation) throws IOException {
        if (!harness.tables.contains(uid) && harness.choose(3) == 0) {
            harness.createTable(uid);
        }
        long[] timestamps = new long[1 + harness.choose(20)];
        for (int i = 0; i < timestamps.length; i++) {
            timestamps[i] = time + (harness.choose(4) == 0 ? harness.choose(300) : i);
        }
        harness.insert(uid, operation * 1000L, timestamps);
    }
}
