package io.tidemark.reports.bench.mark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class MarkPathBenchmarkTest {
    private static final int MARKS = 1_000;

    @Test
    void everyMarkArrivesBothWays() throws Exception {
        MarkPathBenchmark benchmark = new MarkPathBenchmark(MARKS);
        benchmark.open();
        try {
            benchmark.direct();
            assertThat(benchmark.marked()).isEqualTo(MARKS);
            benchmark.ring();
            assertThat(benchmark.marked()).isEqualTo(2 * MARKS);
        } finally {
            benchmark.close();
        }
    }

    /* Fewer marks than the ring has room for: a wait allocates. And a tenth of a byte for each may be the test's own. */
    @Test
    void aMarkAllocatesNothing() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        MarkPathBenchmark benchmark = new MarkPathBenchmark(50 * MARKS);
        benchmark.open();
        try {
            benchmark.direct(); // links what is called for the first time
            benchmark.ring();
            long before = threads.getThreadAllocatedBytes(thread);
            benchmark.direct();
            benchmark.ring();

            assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(10 * MARKS);
        } finally {
            benchmark.close();
        }
    }
}
