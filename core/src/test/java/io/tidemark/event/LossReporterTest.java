package io.tidemark.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossReporterTest {
    private final List<String> told = new ArrayList<>();
    private boolean fails;

    private final LossReporter reporter = new LossReporter((from, to, detail) -> {
        if (fails) {
            throw new IOException("disk full");
        }
        told.add(Long.toUnsignedString(from) + ".." + Long.toUnsignedString(to) + " " + detail);
    });

    @Test
    void tellsTheUnsignedHullOfWhatWasLostOnce() {
        reporter.add(-1, "first");
        reporter.add(7, "second");
        reporter.add(9, "third");
        assertThat(reporter.pendingEvents()).isEqualTo(3);
        assertThat(reporter.tell()).isEqualTo(3);
        assertThat(told).containsExactly("7..18446744073709551615 events not tracked: count=3, first because: first");
        assertThat(reporter.tell()).isZero();
        assertThat(told).hasSize(1);
    }

    @Test
    void aLossThatCouldNotBeToldIsToldTogetherWithLaterOnes() {
        reporter.add(5, "first");
        fails = true;
        assertThatThrownBy(reporter::tell)
                .isInstanceOf(InterceptorFailedException.class)
                .hasRootCauseMessage("disk full");
        assertThat(reporter.pendingEvents()).isEqualTo(1);
        reporter.add(3, "second");
        fails = false;
        reporter.tell();
        assertThat(told).singleElement().asString().startsWith("3..5 ").contains("count=2");
    }
}
