package io.tidemark.reports.billion;

import io.tidemark.reports.result.BillionFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the figures of a run of the reports of its lives. */
final class Summing {
    private static final String BEFORE = "before the kill";
    private static final String AFTER = "after it";

    private final SyntheticLog log;
    private final BillionOptions options;
    private final FirstLife.Report first;
    private final SecondLife.Report second;

    Summing(SyntheticLog log, BillionOptions options, FirstLife.Report first, SecondLife.Report second) {
        this.log = log;
        this.options = options;
        this.first = first;
        this.second = second;
    }

    BillionFigures figures(long differences, long answers, boolean killed, long diskBytes, long diskPeakBytes) {
        ProcessFigures process = first.figures().process().max(second.figures().process());
        long memoryPeak =
                Math.max(first.figures().memoryPeakBytes(), second.figures().memoryPeakBytes());
        return new BillionFigures(
                differences,
                answers,
                log.blocks(),
                log.events(),
                killed,
                first.marks() / first.markSeconds(),
                first.marks() / first.markCpuSeconds(),
                BillionOptions.HEAP_BYTES,
                Math.min(BillionOptions.HEAP_BYTES, process.heapPeakBytes()),
                process.heapLiveBytes(),
                process.residentPeakBytes(),
                process.residentMappedBytes(),
                options.memoryLimitBytes(),
                memoryPeak,
                perBlock(memoryPeak),
                diskBytes,
                Math.max(diskBytes, diskPeakBytes),
                perBlock(diskBytes),
                first.baseMillis(),
                first.beginMillis(),
                first.readMillis(),
                first.commitMillis(),
                first.window().dirty().blocks() + first.window().deleted().blocks(),
                second.openMillis(),
                second.firstAnswerMillis(),
                second.replayFrom(),
                lostMarks(),
                second.redelivered(),
                second.redeliverySeconds(),
                second.whole().beginMillis(),
                second.whole().readSeconds(),
                second.whole().slices(),
                second.whole().answer().dirty().blocks()
                        + second.whole().answer().deleted().blocks(),
                second.figures().segments(),
                first.figures().seals() + second.figures().seals(),
                first.figures().merges() + second.figures().merges(),
                first.figures().spills() + second.figures().spills(),
                second.figures().losses(),
                queries());
    }

    private double perBlock(long bytes) {
        return (double) bytes / log.blocks();
    }

    private long lostMarks() {
        return Math.max(0, Milestones.of(log).kill() - log.indexAt(second.replayFrom()));
    }

    private List<BillionFigures.Queries> queries() {
        List<BillionFigures.Queries> queries = new ArrayList<>(queries(BEFORE, first.asked()));
        List<Asked> after = new ArrayList<>(second.asked());
        after.addAll(second.slices());
        queries.addAll(queries(AFTER, after));
        return queries;
    }

    private static List<BillionFigures.Queries> queries(String when, List<Asked> all) {
        Map<List<Object>, List<Asked>> groups = new LinkedHashMap<>();
        for (Asked asked : all) {
            Question question = asked.question();
            groups.computeIfAbsent(List.of(question.axis(), question.share()), key -> new ArrayList<>())
                    .add(asked);
        }
        return groups.values().stream().map(group -> group(when, group)).toList();
    }

    private static BillionFigures.Queries group(String when, List<Asked> group) {
        double[] millis = group.stream().mapToDouble(Asked::millis).sorted().toArray();
        long blocks = group.stream()
                .mapToLong(asked -> asked.answer().dirty().blocks()
                        + asked.answer().deleted().blocks())
                .max()
                .orElse(0);
        Question question = group.get(0).question();
        return new BillionFigures.Queries(
                when,
                question.axis().name(),
                question.share() / 1e6,
                millis.length,
                blocks,
                millis[millis.length / 2],
                millis[millis.length - 1]);
    }
}
