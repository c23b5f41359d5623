package io.tidemark.reports.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Made-up results, with every part present or as little as there can be. */
public final class SampleRuns {
    private SampleRuns() {}

    /** A simulation that measured everything. */
    public static RunSummary simulation() {
        return RunSummary.builder("simulate", "0.1.0")
                .arguments(List.of("simulate", "iot", "--seed", "7"))
                .started("2026-11-01T00:00:00Z")
                .seconds(4.2)
                .machine(new Machine("Vendor 17.0.1+1", "Linux 6.1 amd64", 2, 1L << 30))
                .input("iot")
                .seed(7)
                .digest("9f".repeat(32))
                .settings(Map.of("Block format", "stt and data"))
                .events(EventCounts.of(12_000, 40_000, 30_000, 5_000))
                .trace(new TraceCounts(10, 3, 1))
                .backups(backups())
                .check(new CheckCounts(6, 400L, 0))
                .restore(new RestoreCounts(9_000, 120L << 20, 0))
                .baselines(new Baselines(
                        new Baselines.FullScan(54_000, 700L << 20), new Baselines.Tmq(87_000, 300L << 20)))
                .engine(new EngineFigures(3.4e6, 6L << 20, 8L << 20, 12L, 3L, 0L))
                .timeline(timeline())
                .notVerified(List.of("Crashes: no process was killed in this run."))
                .build();
    }

    /** A run of a billion blocks with so many differences. */
    public static RunSummary billion(long differences) {
        return RunSummary.builder("bench billion", "0.1.0")
                .billion(new BillionFigures(
                        differences,
                        153,
                        1_000_000_008,
                        1_500_000_012,
                        true,
                        4.1e6,
                        2.9e6,
                        1L << 30,
                        700L << 20,
                        270L << 20,
                        1_100L << 20,
                        300L << 20,
                        160L << 20,
                        159L << 20,
                        0.167,
                        9L << 30,
                        11L << 30,
                        9.6,
                        900,
                        40.5,
                        30.25,
                        12,
                        11_000_000,
                        512.5,
                        600,
                        -2L,
                        7_500_000,
                        15_000_000,
                        3.5,
                        1_200,
                        20.5,
                        900,
                        1_000_000_008,
                        30,
                        5_700,
                        800,
                        5_000,
                        0,
                        List.of(new BillionFigures.Queries("after it", "TIME", 0.01, 108, 11_000_000, 250, 400.5))))
                .build();
    }

    /** A crash check with a violation. */
    public static RunSummary crashCheck() {
        return RunSummary.builder("simulate", "0.1.0")
                .seed(11)
                .crash(new CrashFigures(
                        300,
                        200,
                        150,
                        4_000,
                        Map.of("CRASH", 4_000L),
                        Map.of("TORN_WRITE", 12L),
                        1,
                        List.of("block 7 is missing [seed=11]")))
                .build();
    }

    /** The least that a summary can say. */
    public static RunSummary nothingMeasured() {
        return RunSummary.builder("replay", "0.1.0").build();
    }

    private static List<BackupResult> backups() {
        List<BackupResult> backups = new ArrayList<>();
        @Nullable String parent = null;
        for (int i = 0; i < 7; i++) {
            boolean full = i == 0;
            String id = "b" + i;
            backups.add(new BackupResult(
                    id,
                    parent,
                    full ? BackupResult.FULL : BackupResult.INCREMENTAL,
                    "nightly",
                    null,
                    full ? 0 : 400 + 60L * i,
                    full ? 9_000 : 900 - 100L * i,
                    90L * i,
                    full ? 118L << 20 : (15L + i) << 20,
                    i * 1_000L + 1,
                    i == 6 ? -1L : (i + 1) * 1_000L,
                    0.2 + i * 0.01));
            parent = id;
        }
        return backups;
    }

    private static List<Sample> timeline() {
        List<Sample> timeline = new ArrayList<>();
        for (int i = 0; i <= 30; i++) {
            timeline.add(new Sample(
                    i * 0.1, 87_000L * i * i / 900, (long) ((3 + 2 * Math.sin(i / 4.0) + i / 30.0) * (1 << 20))));
        }
        return timeline;
    }
}
