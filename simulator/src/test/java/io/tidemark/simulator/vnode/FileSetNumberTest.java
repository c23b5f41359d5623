package io.tidemark.simulator.vnode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSetNumberTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "999, 0", "1000, 1", "-1, -1", "-1000, -1", "-1001, -2"})
    void numberIsTheFloorOfTimeBySpanForNegativeTimesToo(long timestamp, int fid) {
        VnodeOptions options = Harness.options(2);
        assertThat(options.fileSetOf(timestamp)).isEqualTo(fid);
        assertThat(timestamp).isBetween(options.firstTick(fid), options.lastTick(fid));
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807, 2147483647", "-9223372036854775808, -2147483648"})
    void numberIsClampedToThirtyTwoBits(long timestamp, int fid) {
        assertThat(Harness.options(2).fileSetOf(timestamp)).isEqualTo(fid);
    }
}
