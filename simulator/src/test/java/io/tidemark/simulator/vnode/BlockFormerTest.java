package io.tidemark.simulator.vnode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockFormerTest {
    private static final int MIN_ROWS = 10;
    private static final int MAX_ROWS = 40;

    @ParameterizedTest
    @CsvSource({
        "0,   '', 0",
        "9,   '', 9",
        "10,  '10', 0",
        "40,  '40', 0",
        "41,  '20 21', 0",
        "80,  '40 40', 0",
        "95,  '40 27 28', 0",
        "120, '40 40 40', 0"
    })
    void rowsOfOneTableFormBlocksOfMinToMaxRows(int rows, String blocks, int remainder) throws IOException {
        Formed formed = new Formed();
        BlockFormer former = new BlockFormer(MIN_ROWS, MAX_ROWS, formed);
        for (int i = 0; i < rows; i++) {
            former.add(i, 1, i, 8);
        }
        former.endTable();
        assertThat(formed.blocks()).isEqualTo(blocks);
        assertThat(formed.remainder).isEqualTo(remainder);
        assertThat(formed.timestamps).isSorted().hasSize(rows);
    }

    @Test
    void whenHalvesWouldBeTooSmallThePendingBlockStaysWholeAndTheRestRemains() throws IOException {
        Formed formed = new Formed();
        BlockFormer former = new BlockFormer(30, 40, formed);
        for (int i = 0; i < 45; i++) {
            former.add(i, 1, i, 8);
        }
        former.endTable();
        assertThat(formed.blocks()).isEqualTo("40");
        assertThat(formed.remainder).isEqualTo(5);
    }

    private static final class Formed implements BlockFormer.Target {
        private final List<Integer> sizes = new ArrayList<>();
        private final List<Long> timestamps = new ArrayList<>();
        private int remainder;

        @Override
        public void block(RowColumns rows) {
            sizes.add(rows.count());
            take(rows);
        }

        @Override
        public void remainder(RowColumns rows) {
            remainder = rows.count();
            take(rows);
        }

        private void take(RowColumns rows) {
            for (int i = 0; i < rows.count(); i++) {
                timestamps.add(rows.timestamp(i));
            }
        }

        String blocks() {
            return String.join(" ", sizes.stream().map(String::valueOf).toList());
        }
    }
}
