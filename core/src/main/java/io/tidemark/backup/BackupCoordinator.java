package io.tidemark.backup;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.FullRequired;
import io.tidemark.engine.FullRequiredException;
import io.tidemark.engine.LossReason;
import io.tidemark.spi.BlockSource;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.StorageEngine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes backups of one host into one repository: asks the engine what changed, and the host for the blocks as of the
 * same moment. Safe for use by several threads; a consumer has one session at a time, a newer one supersedes it.
 */
public final class BackupCoordinator {
    private static final Logger LOG = LoggerFactory.getLogger(BackupCoordinator.class);

    private final StorageEngine host;
    private final BitmapEngine engine;
    private final EventBarrier drain;
    private final BackupLines lines;
    private final Dispatcher dispatcher;
    private final BackupOptions options;

    /**
     * Joins the parts.
     *
     * @param host whose blocks are backed up; its name distinguishes it in the repository
     * @param engine that is told the host's changes
     * @param drain returns when every event that was handed over before the call has reached the engine
     * @param repository where the backups go
     * @param dispatcher by which pauses are waited for
     * @param options how the host is read
     */
    public BackupCoordinator(
            StorageEngine host,
            BitmapEngine engine,
            EventBarrier drain,
            BackupRepository repository,
            Dispatcher dispatcher,
            BackupOptions options) {
        this.host = Objects.requireNonNull(host, "host");
        this.engine = Objects.requireNonNull(engine, "engine");
        this.drain = Objects.requireNonNull(drain, "drain");
        this.lines = repository.lines();
        this.dispatcher = Objects.requireNonNull(dispatcher, "dispatcher");
        this.options = Objects.requireNonNull(options, "options");
    }

    /** A window and the host's blocks at its end. */
    private record Moment(BackupWindow window, BlockSource view, BlockSet changedSince) {}

    /** Makes a whole backup: {@link #begin}, every batch, commit. */
    public BackupManifest backup(String consumer, BackupRequest request) throws IOException {
        try (BackupSession session = begin(consumer, request)) {
            return session.run();
        }
    }

    /**
     * Fixes the consumer's window and the host's view at one moment, and begins a backup of it. What an interrupted backup
     * of the consumer left is given up.
     *
     * @throws FullRequiredException if {@code INCREMENTAL} was asked for and would leave something out: changes were lost,
     *     or no usable backup in the repository ends where the window begins
     * @throws BackupRefusedException if the backup to continue is encrypted under another key
     */
    public synchronized BackupSession begin(String consumer, BackupRequest request) throws IOException {
        finishCommit(consumer);
        for (InterruptedBackup interrupted : lines.interrupted(host.name(), consumer)) {
            lines.discard(interrupted.header().id());
        }
        Moment moment = fix(consumer, null);
        try {
            BackupLines.Draft draft = draft(moment.window, request);
            BackupSets sets = sets(moment, draft.mode());
            return session(moment, sets, lines.begin(draft));
        } catch (IOException | RuntimeException e) {
            giveUp(moment, e);
            throw e;
        }
    }

    /**
     * Takes up the consumer's interrupted backup from its last acknowledged batch.
     *
     * @return the session; {@code null} if there is nothing to resume, or what is there cannot be built upon because changes
     *     were lost since: begin anew then
     * @throws FullRequiredException if an incremental backup is no longer possible
     */
    /*
     * The view of the interrupted session is gone, and a new one shows later content. To read the missing blocks from it
     * into the old window would lose nothing, as their later changes are in the next window, but the backup would be of no
     * moment at all. So the window is begun anew at the new view's moment, from the same begin, and of the packs are kept
     * those whose blocks did not change between the old window's end and the new one's: they are the same at both.
     */
    public synchronized @Nullable BackupSession resume(String consumer) throws IOException {
        finishCommit(consumer);
        BackupWindow old = engine.resume(consumer);
        InterruptedBackup interrupted = old == null ? null : interruptedAt(old);
        if (old == null || interrupted == null) {
            return null;
        }
        Moment moment;
        try {
            moment = fix(consumer, old);
        } catch (FullRequiredException e) {
            LOG.info(
                    "interrupted backup cannot be resumed: id={}, because={}",
                    interrupted.header().id(),
                    e.getMessage());
            return null;
        }
        try {
            return resume(interrupted, moment);
        } catch (IOException | RuntimeException e) {
            giveUp(moment, e);
            throw e;
        }
    }

    private BackupSession resume(InterruptedBackup interrupted, Moment moment) throws IOException {
        BackupHeader header = interrupted.header().withWindow(moment.window.from(), moment.window.to());
        BackupSets sets = sets(moment, header.mode());
        BlockSet good = sets.dirty().andNot(moment.changedSince);
        return session(moment, sets, lines.resume(interrupted, header, good));
    }

    private @Nullable InterruptedBackup interruptedAt(BackupWindow window) throws IOException {
        for (InterruptedBackup interrupted : lines.interrupted(host.name(), window.consumer())) {
            BackupHeader header = interrupted.header();
            boolean ofWindow = header.from().equals(window.from())
                    && header.to().equals(window.to())
                    && header.mode() != BackupMode.SYNTHETIC_FULL;
            if (ofWindow && lines.canWriteLike(header) && lines.isThere(header.parent())) {
                return interrupted;
            }
        }
        return null;
    }

    /* See BackupSession: a backup whose manifest is durable, but whose window the engine still has open. */
    private void finishCommit(String consumer) throws IOException {
        for (BackupManifest manifest : lines.unfinished(host.name(), consumer)) {
            BackupWindow open = engine.consumers().contains(consumer) ? engine.resume(consumer) : null;
            if (open != null
                    && open.from().equals(manifest.header().from())
                    && open.to().equals(manifest.to())) {
                engine.commit(open);
            }
            lines.endSession(manifest.id());
        }
    }

    /* Inside the point nothing arrives between the drain and the begin, so what changed since the old window is exact. */
    private Moment fix(String consumer, @Nullable BackupWindow old) throws IOException {
        BackupWindow[] window = new BackupWindow[1];
        BlockSet[] changed = {BlockSet.EMPTY};
        BlockSource view = host.snapshot(() -> {
            drain();
            changed[0] =
                    old == null ? BlockSet.EMPTY : engine.changesSince(old.to()).touched();
            window[0] = engine.begin(consumer);
        });
        if (window[0] == null) {
            view.close();
            throw new IllegalStateException("host must run the snapshot's point: host=" + host.name());
        }
        return new Moment(window[0], view, changed[0]);
    }

    private void drain() throws IOException {
        try {
            drain.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while events were drained: host=" + host.name());
        }
    }

    private BackupLines.Draft draft(BackupWindow window, BackupRequest request) throws IOException {
        List<FullRequired> reasons = new ArrayList<>();
        BackupManifest parent = request == BackupRequest.FULL ? null : parent(window, reasons);
        if (request == BackupRequest.INCREMENTAL && parent == null) {
            throw new FullRequiredException(window.consumer(), reasons);
        }
        return new BackupLines.Draft(
                parent == null ? BackupMode.FULL : BackupMode.INCREMENTAL,
                parent == null ? null : parent.ref(),
                host.name(),
                window.consumer(),
                window.from(),
                window.to(),
                reasons,
                List.of());
    }

    /** The backup that the window continues; {@code null} with reasons if there is none that it safely can. */
    private @Nullable BackupManifest parent(BackupWindow window, List<FullRequired> reasons) throws IOException {
        reasons.addAll(window.fullRequired());
        if (!reasons.isEmpty()) {
            return null;
        }
        BackupManifest parent = lines.parentAt(host.name(), window.consumer(), window.from());
        if (parent == null) {
            reasons.add(new FullRequired(
                    LossReason.NO_BASE,
                    0,
                    window.from().walOffset(),
                    "no usable backup in the repository ends where the window begins"));
        }
        return parent;
    }

    private static BackupSets sets(Moment moment, BackupMode mode) throws IOException {
        if (mode.isFull()) {
            return new BackupSets(moment.view.blocks(), BlockSet.EMPTY, BlockSet.EMPTY);
        }
        var changes = moment.window.changes();
        return new BackupSets(changes.created(), changes.modified(), changes.deleted());
    }

    private BackupSession session(Moment moment, BackupSets sets, BackupWriter writer) {
        Pause pause = new Pause(lines.clock(), dispatcher);
        return new BackupSession(lines, engine, moment.window, sets, moment.view, writer, options, pause);
    }

    private void giveUp(Moment moment, Exception cause) {
        try {
            moment.view.close();
            engine.abort(moment.window);
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
