package io.tidemark.simulator;

import io.tidemark.backup.BackupBatch;
import io.tidemark.backup.BackupCoordinator;
import io.tidemark.backup.BackupManifest;
import io.tidemark.backup.BackupOptions;
import io.tidemark.backup.BackupRef;
import io.tidemark.backup.BackupRepository;
import io.tidemark.backup.BackupRequest;
import io.tidemark.backup.BackupSession;
import io.tidemark.event.EventSink;
import io.tidemark.simulator.baseline.FullScanBaseline;
import io.tidemark.simulator.baseline.TmqBaseline;
import io.tidemark.simulator.baseline.TmqCounts;
import io.tidemark.simulator.store.StoreImage;
import io.tidemark.simulator.store.StoreView;
import io.tidemark.simulator.vnode.StoreReader;
import io.tidemark.simulator.vnode.Vnode;
import io.tidemark.spi.BlockSource;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.StorageEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vnode and its backups. Stands between coordinator and vnode as the host, so that the oracle's image, the check of the
 * window and the baselines see the very moment of the backup.
 */
final class TrackedVnode implements StorageEngine, AutoCloseable {
    /** Versions of the log are dense, from 1. */
    private static final long FIRST_WAL_OFFSET = 1;

    /** What was seen at the moment of a backup. */
    private record Moment(StoreImage image, FullScanBaseline.Scan scan, TmqCounts tmq) {}

    /** A backup under way. */
    private record Round(BackupSession session, Moment moment, long virtualNanos, long operations) {}

    /**
     * A committed backup and what the store held at its moment.
     *
     * @param id in the repository
     * @param image the oracle
     */
    record Committed(String id, StoreImage image) {}

    private final Vnode vnode;
    private final Tracker tracker;
    private final BackupCoordinator coordinator;
    private final FullScanBaseline fullScan = new FullScanBaseline();
    private final TmqBaseline tmq;
    private final List<Committed> committed = new ArrayList<>();
    private @Nullable Moment moment;
    private @Nullable Round round;

    TrackedVnode(
            Vnode vnode, Tracker tracker, BackupRepository repository, Dispatcher dispatcher, BackupOptions options) {
        this.vnode = vnode;
        this.tracker = tracker;
        this.tmq = new TmqBaseline(vnode.log());
        this.coordinator =
                new BackupCoordinator(this, tracker.engine(), tracker::drain, repository, dispatcher, options);
    }

    /** Begins a backup: the first is full, the others are incremental unless a loss was told. */
    void beginBackup(long virtualNanos, long operations) throws IOException {
        BackupRequest request = committed.isEmpty() ? BackupRequest.FULL : BackupRequest.AUTO;
        BackupSession session = coordinator.begin(Tracker.CONSUMER, request);
        Moment seen = moment;
        if (seen == null) {
            session.close();
            throw new IllegalStateException("coordinator must take a snapshot: vnode=" + name());
        }
        moment = null;
        round = new Round(session, seen, virtualNanos, operations);
    }

    /** Whether a backup is under way. */
    boolean isBackingUp() {
        return round != null;
    }

    /**
     * Reads the next batch of the backup under way; when there is none, commits.
     *
     * @return the backup, once it is committed
     */
    RunResult.@Nullable Backup stepBackup(long operations) throws IOException {
        Round present = round;
        if (present == null) {
            throw new IllegalStateException("a backup has to be under way: vnode=" + name());
        }
        BackupBatch batch = present.session.nextBatch();
        if (batch != null) {
            present.session.acknowledge(batch);
            return null;
        }
        BackupManifest manifest = present.session.commit();
        present.session.close();
        round = null;
        committed.add(new Committed(manifest.id(), present.moment.image));
        return result(manifest, present, operations);
    }

    private static RunResult.Backup result(BackupManifest manifest, Round round, long operations) {
        BackupRef parent = manifest.parent();
        return new RunResult.Backup(
                manifest.id(),
                parent == null ? null : parent.id(),
                manifest.mode().isFull(),
                manifest.source(),
                manifest.consumer(),
                manifest.created(),
                manifest.modified(),
                manifest.deleted(),
                manifest.rawBytes(),
                manifest.walFrom(),
                manifest.walTo(),
                round.virtualNanos,
                operations - round.operations,
                round.moment.scan,
                round.moment.tmq);
    }

    /** Every backup committed so far, in order. */
    List<Committed> committed() {
        return committed;
    }

    @Override
    public String name() {
        return vnode.name();
    }

    @Override
    public long firstWalOffset() {
        return vnode.firstWalOffset() == FIRST_WAL_OFFSET ? 0 : vnode.firstWalOffset();
    }

    @Override
    public long replay(long walOffset, EventSink sink) throws IOException {
        return vnode.replay(walOffset, sink);
    }

    @Override
    public BlockSource snapshot(SnapshotPoint point) throws IOException {
        return vnode.snapshot(() -> {
            point.fix();
            tracker.checkWindow();
            moment = observe();
        });
    }

    private Moment observe() throws IOException {
        try (StoreView view = vnode.store().view()) {
            FullScanBaseline.Scan scan = fullScan.backup(view);
            TmqCounts received = tmq.catchUp(StoreReader.blocksOf(view));
            return new Moment(StoreImage.take(vnode.store()), scan, received);
        }
    }

    @Override
    public void close() throws IOException {
        Round present = round;
        if (present != null) {
            present.session.close();
        }
    }
}
