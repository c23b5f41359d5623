package io.tidemark.backup;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.FullRequired;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Entropy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of a repository, one for each source and consumer, as those who add to them see them: what can be continued, what
 * was interrupted, and how the next backup begins. Safe for use by several threads on different lines.
 */
final class BackupLines {
    private static final Logger LOG = LoggerFactory.getLogger(BackupLines.class);

    private final BackupCatalog catalog;
    private final RepositoryOptions options;
    private final Clock clock;
    private final Entropy entropy;

    BackupLines(BackupCatalog catalog, RepositoryOptions options, Clock clock, Entropy entropy) {
        this.catalog = catalog;
        this.options = options;
        this.clock = clock;
        this.entropy = entropy;
    }

    Clock clock() {
        return clock;
    }

    /** A header without what only the repository can give. */
    record Draft(
            BackupMode mode,
            @Nullable BackupRef parent,
            String source,
            String consumer,
            BackupCursor from,
            BackupCursor to,
            List<FullRequired> fullReasons,
            List<BackupRef> mergedFrom) {}

    /** Begins a backup: when this returns its header is durable, and it will be found if it is interrupted. */
    BackupWriter begin(Draft draft) throws IOException {
        String id = BackupFile.id(catalog.takeNumber());
        BackupHeader header = new BackupHeader(
                id,
                draft.mode,
                draft.parent,
                draft.source,
                draft.consumer,
                draft.from,
                draft.to,
                clock.epochNanos(),
                draft.fullReasons,
                draft.mergedFrom,
                options.compression(),
                encryption());
        try {
            catalog.writeSession(header);
        } catch (IOException | RuntimeException e) {
            catalog.markIdle(id);
            throw e;
        }
        return new BackupWriter(catalog, options, entropy, header);
    }

    private @Nullable Encryption encryption() {
        BackupKey key = options.key();
        if (key == null) {
            return null;
        }
        byte[] salt = new byte[PackLayout.SALT_BYTES];
        entropy.fill(salt);
        return Encryption.of(key, salt);
    }

    /** Backups of a line that were begun, are not under way and not committed. */
    List<InterruptedBackup> interrupted(String source, String consumer) throws IOException {
        List<InterruptedBackup> interrupted = new ArrayList<>();
        List<String> committed = catalog.ids(BackupFile.Kind.MANIFEST);
        for (String id : catalog.ids(BackupFile.Kind.SESSION)) {
            BackupHeader header = catalog.isActive(id) || committed.contains(id) ? null : readableSession(id);
            if (header != null && header.isOfLine(source, consumer)) {
                interrupted.add(new InterruptedBackup(catalog, header));
            }
        }
        return interrupted;
    }

    /** Backups of a line that are committed, but whose session was not ended: the engine may not have followed yet. */
    List<BackupManifest> unfinished(String source, String consumer) throws IOException {
        List<BackupManifest> unfinished = new ArrayList<>();
        List<String> committed = catalog.ids(BackupFile.Kind.MANIFEST);
        for (String id : catalog.ids(BackupFile.Kind.SESSION)) {
            BackupManifest manifest = committed.contains(id) && !catalog.isActive(id) ? readableManifest(id) : null;
            if (manifest != null && manifest.header().isOfLine(source, consumer)) {
                unfinished.add(manifest);
            }
        }
        return unfinished;
    }

    /* One that cannot be read belongs to nobody any more; prune takes it away. */
    private @Nullable BackupHeader readableSession(String id) throws IOException {
        try {
            return catalog.session(id);
        } catch (BackupRefusedException e) {
            LOG.warn("interrupted backup cannot be read, prune takes it away: id={}, because={}", id, e.getMessage());
            return null;
        }
    }

    private @Nullable BackupManifest readableManifest(String id) throws IOException {
        try {
            return catalog.manifest(id);
        } catch (BackupRefusedException e) {
            LOG.warn("backup is left out: id={}, because={}", id, e.getMessage());
            return null;
        }
    }

    /** Turns a backup into garbage. */
    void discard(String id) throws IOException {
        catalog.discard(id);
    }

    /** Says that nobody works on a backup any more. */
    void leave(String id) {
        catalog.markIdle(id);
    }

    /** Whether a parent, if one is needed, is there with all that it depends on. */
    boolean isThere(@Nullable BackupRef parent) throws IOException {
        if (parent == null) {
            return true;
        }
        BackupManifest manifest =
                catalog.ids(BackupFile.Kind.MANIFEST).contains(parent.id()) ? readableManifest(parent.id()) : null;
        return manifest != null && manifest.ref().equals(parent) && isUsable(manifest);
    }

    /** Says that a committed backup's window is committed too. */
    void endSession(String id) throws IOException {
        catalog.endSession(id);
    }

    /** Takes an interrupted backup up again, with a window that ends later and what of it is still good. */
    BackupWriter resume(InterruptedBackup interrupted, BackupHeader header, BlockSet good) throws IOException {
        catalog.markActive(header.id());
        try {
            InterruptedBackup.Kept kept = interrupted.keep(good, options.key());
            catalog.writeSession(header);
            BackupWriter writer = new BackupWriter(catalog, options, entropy, header);
            writer.adopt(kept);
            return writer;
        } catch (IOException | RuntimeException e) {
            catalog.markIdle(header.id());
            throw e;
        }
    }

    /** Whether new packs of an interrupted backup would be like its old ones. */
    boolean canWriteLike(BackupHeader header) throws BackupRefusedException {
        Encryption encryption = header.encryption();
        BackupKey key = options.key();
        if (encryption == null || key == null) {
            return encryption == null && key == null;
        }
        return encryption.isKey(key);
    }

    /** The newest backup of a line that ends at this cursor and whose chain is there; {@code null} if there is none. */
    @Nullable
    BackupManifest parentAt(String source, String consumer, BackupCursor cursor) throws IOException {
        List<String> ids = catalog.ids(BackupFile.Kind.MANIFEST);
        for (int i = ids.size() - 1; i >= 0; i--) {
            BackupManifest manifest = readableManifest(ids.get(i));
            boolean ends = manifest != null
                    && manifest.header().isOfLine(source, consumer)
                    && manifest.to().equals(cursor);
            if (manifest != null && ends && isUsable(manifest)) {
                return manifest;
            }
        }
        return null;
    }

    /* A wrong key is the caller's mistake and no reason for a full backup in silence, so it is not caught. */
    private boolean isUsable(BackupManifest manifest) throws IOException {
        BackupChain chain;
        try {
            chain = BackupChain.load(catalog, manifest.id());
            chain.checkPresence(catalog);
        } catch (BackupRefusedException e) {
            LOG.warn("backup cannot be continued: id={}, because={}", manifest.id(), e.getMessage());
            return false;
        }
        chain.checkKey(options.key());
        return true;
    }
}
