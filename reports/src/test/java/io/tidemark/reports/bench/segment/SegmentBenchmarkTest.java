package io.tidemark.reports.bench.segment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentBenchmarkTest {
    private static final int EVENTS = 5_000;

    @ParameterizedTest
    @EnumSource
    void theEngineDoesWhatIsMeasuredAndThePlainWriteWritesAsMuch(Operation operation) throws Exception {
        SegmentBenchmark engine = benchmark(SegmentSubject.TIDEMARK, operation);
        SegmentBenchmark plain = benchmark(SegmentSubject.PLAIN_WRITE, operation);
        for (int repetition = 0; repetition < 2; repetition++) {
            engine.prepare();
            engine.run();
            plain.prepare();
            plain.run();

            assertThat(((EngineWork) engine.work()).isDone()).isTrue();
            assertThat(engine.work().bytes())
                    .isGreaterThan(EVENTS)
                    .isEqualTo(plain.work().bytes());
            engine.clear();
            plain.clear();
        }
        engine.close();
        plain.close();
    }

    private static SegmentBenchmark benchmark(SegmentSubject subject, Operation operation) throws Exception {
        SegmentBenchmark benchmark = new SegmentBenchmark(EVENTS);
        benchmark.subject = subject;
        benchmark.operation = operation;
        benchmark.open();
        return benchmark;
    }
}
