package io.tidemark.simulator;

import io.tidemark.simulator.baseline.FullScanBaseline.Scan;
import io.tidemark.simulator.baseline.TmqCounts;
import io.tidemark.simulator.vnode.VnodeCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SimulationRun} did and found.
 *
 * @param workload its name
 * @param seed of every choice
 * @param digest SHA-256 over the event stream and every change set, hexadecimal
 * @param operations client operations done
 * @param virtualNanos time that passed in the world
 * @param events delivered, of all vnodes
 * @param backups in the order they were committed
 * @param check windows against the plain list of events
 * @param restore every backup restored and held against the oracle
 * @param engine all engines together
 * @param store all vnodes together
 * @param liveBlocks blocks that exist at the end
 * @param liveBytes their bytes
 * @param series readings over time, ascending
 */
public record RunResult(
        String workload,
        long seed,
        String digest,
        long operations,
        long virtualNanos,
        Events events,
        List<Backup> backups,
        Check check,
        Restore restore,
        Engine engine,
        VnodeCounts store,
        long liveBlocks,
        long liveBytes,
        List<Sample> series) {
    public RunResult {
        backups = List.copyOf(backups);
        series = List.copyOf(series);
    }

    /** Whether every window and every restore was right. */
    public boolean isGood() {
        return check.differences == 0 && restore.differences == 0;
    }

    /** What full scans at all backups read. */
    public Scan fullScan() {
        return backups.stream().map(Backup::fullScan).reduce(Scan.NONE, Scan::plus);
    }

    /** What subscribers at all backups received. */
    public TmqCounts tmq() {
        return backups.stream().map(Backup::tmq).reduce(TmqCounts.NONE, TmqCounts::plus);
    }

    /**
     * Events by kind.
     *
     * @param create CREATE events
     * @param update UPDATE events
     * @param flush FLUSH events
     * @param delete DELETE events
     */
    public record Events(long create, long update, long flush, long delete) {
        /** All of them. */
        public long total() {
            return create + update + flush + delete;
        }
    }

    /**
     * One backup of one vnode, and the same by other means at the same moment.
     *
     * @param id in the backup folder
     * @param parent that it continues, null for a full one
     * @param isFull whether it has every block
     * @param vnode its source
     * @param consumer whose cursor it moved
     * @param created blocks new in the window; in a full one all
     * @param modified other blocks that it has
     * @param deleted blocks that it takes away
     * @param bytes of its blocks
     * @param walFrom highest offset before its window
     * @param walTo highest offset at its end
     * @param virtualNanos when it began, since the world began
     * @param operationsMeanwhile client operations done while it was under way
     * @param fullScan a scan of every block
     * @param tmq a subscriber catching up
     */
    public record Backup(
            String id,
            @Nullable String parent,
            boolean isFull,
            String vnode,
            String consumer,
            long created,
            long modified,
            long deleted,
            long bytes,
            long walFrom,
            long walTo,
            long virtualNanos,
            long operationsMeanwhile,
            Scan fullScan,
            TmqCounts tmq) {}

    /**
     * Windows against the plain list of events.
     *
     * @param windows compared
     * @param differences blocks in a wrong set
     * @param first the first ten of them
     */
    public record Check(long windows, long differences, List<String> first) {
        public Check {
            first = List.copyOf(first);
        }
    }

    /**
     * Restores against the oracle.
     *
     * @param restores backups restored
     * @param blocks compared
     * @param bytes of them
     * @param differences blocks missing, superfluous or wrong
     * @param first the first ten of them
     */
    public record Restore(long restores, long blocks, long bytes, long differences, List<String> first) {
        public Restore {
            first = List.copyOf(first);
        }
    }

    /**
     * The engines.
     *
     * @param nanos that taking the events took, by the run's stopwatch
     * @param memoryPeakBytes sum of the peaks
     * @param memoryLimitBytes sum of the limits
     * @param segments at the end
     * @param spills segments moved out of the heap
     * @param fullRequired losses told
     */
    public record Engine(
            long nanos, long memoryPeakBytes, long memoryLimitBytes, long segments, long spills, long fullRequired) {}

    /**
     * A reading.
     *
     * @param wallNanos since the run began, by the run's stopwatch
     * @param virtualNanos since the world began
     * @param events delivered so far
     * @param engineBytes owned by the engines
     * @param liveBlocks in the stores
     * @param liveBytes in the stores
     */
    public record Sample(
            long wallNanos, long virtualNanos, long events, long engineBytes, long liveBlocks, long liveBytes) {}
}
