package io.tidemark.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void answersZeroWhenNothingWasRecorded() {
        assertThat(histogram.count()).isZero();
        assertThat(histogram.meanNanos()).isZero();
        assertThat(histogram.maxNanos()).isZero();
        assertThat(histogram.percentileNanos(50)).isZero();
    }

    @Test
    void bucketsFollowEachOtherWithoutGapOrOverlap() {
        for (int bucket = 0; LatencyHistogram.highest(bucket) < Long.MAX_VALUE; bucket++) {
            long last = LatencyHistogram.highest(bucket);
            assertThat(LatencyHistogram.bucket(last)).isEqualTo(bucket);
            assertThat(LatencyHistogram.bucket(last + 1)).isEqualTo(bucket + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 33, 1_000, 123_456_789, 1L << 40, Long.MAX_VALUE})
    void aValueIsAtMostOnePartIn32BelowItsBucketsEnd(long value) {
        long highest = LatencyHistogram.highest(LatencyHistogram.bucket(value));
        assertThat(highest).isGreaterThanOrEqualTo(value);
        assertThat(highest - value).isLessThanOrEqualTo(value / 32);
    }

    @Test
    void percentilesOfAKnownSeriesAreCloseFromAbove() {
        for (int i = 1; i <= 1000; i++) {
            histogram.record(i * 1000L);
        }
        assertThat(histogram.count()).isEqualTo(1000);
        assertThat(histogram.meanNanos()).isCloseTo(500_500, within(0.1));
        assertThat(histogram.percentileNanos(50)).isBetween(500_000L, 516_000L);
        assertThat(histogram.percentileNanos(99)).isBetween(990_000L, 1_000_000L);
        assertThat(histogram.percentileNanos(100)).isEqualTo(1_000_000L);
        assertThat(histogram.percentileNanos(0.01)).isBetween(1_000L, 1_032L);
        assertThat(histogram.maxNanos()).isEqualTo(1_000_000L);
    }

    @Test
    void aNegativeDurationCountsAsZero() {
        histogram.record(-5);
        assertThat(histogram.count()).isEqualTo(1);
        assertThat(histogram.maxNanos()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.1, Double.NaN})
    void aPercentageOutOfRangeIsRefused(double percent) {
        assertThatThrownBy(() -> histogram.percentileNanos(percent)).isInstanceOf(IllegalArgumentException.class);
    }
}
