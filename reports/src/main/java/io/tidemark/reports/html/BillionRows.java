package io.tidemark.reports.html;

import io.tidemark.reports.result.BillionFigures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of {@code bench billion} as text, the same on the page and on a terminal. */
public final class BillionRows {
    /** The columns of {@link #queries}. */
    public static final List<String> QUERY_HEAD =
            List.of("Range of", "Asked", "Share of the log", "Times", "Blocks, most", "Median", "Slowest");

    private BillionRows() {}

    /** What was measured, by name. */
    public static Map<String, String> figures(BillionFigures f) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(
                "verified",
                Format.count(f.answers(), "answer") + " compared: " + Format.count(f.differences(), "difference"));
        rows.put("marked", Format.count(f.blocks()) + " distinct blocks in " + Format.count(f.events()) + " events");
        rows.put(
                "speed",
                Format.rate(f.marksPerSecond()) + " marks/s, sealing and disk included; "
                        + Format.rate(f.marksPerCpuSecond()) + " a second of processor time");
        addMemory(f, rows);
        rows.put(
                "disk",
                Format.bytes(f.diskBytes()) + ", at most " + Format.bytes(f.diskPeakBytes()) + "; "
                        + Format.digits(f.diskBytesPerBlock()) + " bytes a block");
        addWindows(f, rows);
        addRecovery(f, rows);
        rows.put(
                "segments",
                Format.count(f.segments()) + " at the end; " + Format.count(f.seals()) + " seals, "
                        + Format.count(f.merges()) + " merges, " + Format.count(f.spills()) + " spills");
        return rows;
    }

    private static void addMemory(BillionFigures f, Map<String, String> rows) {
        rows.put(
                "engine memory",
                "peak " + Format.bytes(f.memoryPeakBytes()) + " of " + Format.bytes(f.memoryLimitBytes()) + "; "
                        + Format.digits(f.memoryBytesPerBlock()) + " bytes a block");
        rows.put(
                "heap",
                "peak " + Format.bytes(f.heapPeakBytes()) + " of " + Format.bytes(f.heapLimitBytes())
                        + ", garbage included; after full collections up to " + Format.bytes(f.heapLiveBytes()));
        rows.put(
                "resident",
                f.residentPeakBytes() == 0
                        ? "not known on this system"
                        : "peak " + Format.bytes(f.residentPeakBytes()) + ", mapped files in it up to "
                                + Format.bytes(f.residentMappedBytes()));
    }

    private static void addWindows(BillionFigures f, Map<String, String> rows) {
        rows.put("full backup", millis(f.baseBeginMillis()) + " to begin");
        rows.put(
                "incremental",
                millis(f.beginMillis()) + " to begin, " + millis(f.readMillis()) + " to read "
                        + Format.count(f.windowBlocks()) + " blocks, " + millis(f.commitMillis()) + " to commit");
    }

    private static void addRecovery(BillionFigures f, Map<String, String> rows) {
        rows.put(
                "kill",
                (f.killed() ? "SIGKILL, " : "not killed, ") + Format.count(f.lostMarks())
                        + " marks before it were not durable");
        rows.put(
                "open after it",
                millis(f.openMillis()) + ", " + millis(f.firstAnswerMillis()) + " to the first answer");
        rows.put(
                "delivered again",
                Format.count(f.redelivered()) + " events from WAL " + Format.unsigned(f.replayFrom()) + " on, in "
                        + Format.seconds(f.redeliverySeconds()));
        rows.put(
                "whole window",
                millis(f.wholeBeginMillis()) + " to begin, " + Format.seconds(f.wholeReadSeconds()) + " to read "
                        + Format.count(f.wholeBlocks()) + " blocks in " + Format.count(f.wholeSlices()) + " slices");
    }

    /** A row for each kind of range query, as {@link #QUERY_HEAD} says. */
    public static List<List<String>> queries(BillionFigures figures) {
        return figures.queries().stream()
                .map(q -> List.of(
                        q.axis().equals("WAL") ? "WAL" : "time",
                        q.when(),
                        Format.percent(q.share()),
                        Format.count(q.asked()),
                        Format.count(q.blocksMax()),
                        millis(q.millisMedian()),
                        millis(q.millisMax())))
                .toList();
    }

    private static String millis(double millis) {
        return Format.seconds(millis / 1e3);
    }
}
