package io.tidemark.backup;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Entropy;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder of backups: of any number of sources and consumers, each with its own chains, under one sequence of ids. The
 * folder is a {@link Storage}; that seam is the target, so what can be a folder (a disk, memory, a faulty disk in a
 * simulation) can hold backups, and no second abstraction is needed.
 *
 * <p>Safe for use by several threads. Several processes may read a folder at once; the first call that writes claims it
 * for this process, until {@link #close}.
 */
public final class BackupRepository implements AutoCloseable {
    private static final long MERGED_PACK_BYTES = 64L << 20;

    private final BackupCatalog catalog;
    private final RepositoryOptions options;
    private final Clock clock;
    private final BackupLines lines;

    private BackupRepository(Storage storage, RepositoryOptions options, Clock clock, Entropy entropy) {
        this.catalog = new BackupCatalog(storage);
        this.options = options;
        this.clock = clock;
        this.lines = new BackupLines(catalog, options, clock, entropy);
    }

    /** Opens a folder, which may be empty, with the machine's clock and entropy. */
    public static BackupRepository open(Storage storage, RepositoryOptions options) {
        return open(storage, options, Clock.system(), Entropy.system());
    }

    /** Opens a folder, which may be empty. */
    public static BackupRepository open(Storage storage, RepositoryOptions options, Clock clock, Entropy entropy) {
        return new BackupRepository(storage, options, clock, entropy);
    }

    /** What coordinators need. */
    BackupLines lines() {
        return lines;
    }

    /** Every backup of which there is a trace, ascending by id. */
    public List<BackupEntry> list() throws IOException {
        List<BackupEntry> entries = new ArrayList<>();
        for (Map.Entry<Long, Set<BackupFile.Kind>> backup : catalog.states().entrySet()) {
            String id = BackupFile.id(backup.getKey());
            if (backup.getValue().contains(BackupFile.Kind.MANIFEST)) {
                entries.add(committed(id));
            } else if (backup.getValue().contains(BackupFile.Kind.SESSION)) {
                entries.add(interrupted(id));
            } else if (backup.getValue().equals(Set.of(BackupFile.Kind.PACK))) {
                entries.add(new BackupEntry(id, BackupEntry.State.DAMAGED, null, "packs without a manifest"));
            }
        }
        return entries;
    }

    private BackupEntry committed(String id) throws IOException {
        try {
            return new BackupEntry(id, BackupEntry.State.COMMITTED, catalog.manifest(id), "");
        } catch (BackupRefusedException e) {
            return new BackupEntry(
                    id, BackupEntry.State.DAMAGED, null, e.finding().toString());
        }
    }

    private BackupEntry interrupted(String id) throws IOException {
        String note;
        try {
            BackupHeader header = catalog.session(id);
            note = header == null ? "" : header.mode() + " of " + header.source() + " for " + header.consumer();
        } catch (BackupRefusedException e) {
            note = e.finding().toString();
        }
        return new BackupEntry(id, BackupEntry.State.INTERRUPTED, null, note);
    }

    /**
     * The manifest of a committed backup.
     *
     * @throws BackupRefusedException if there is none or it is damaged
     * @throws IllegalArgumentException if this is not the form of an id
     */
    public BackupManifest manifest(String id) throws IOException {
        BackupFile.number(id);
        return catalog.manifest(id);
    }

    /** Verifies one backup, and that its parent is the one it was made upon. */
    public Verification verify(String id) throws IOException {
        BackupFile.number(id);
        Verifier verifier = new Verifier(catalog, options.key());
        verifier.verify(id);
        return verifier.result();
    }

    /** Verifies a backup and all that a restore of it needs. */
    public Verification verifyChain(String id) throws IOException {
        BackupFile.number(id);
        Verifier verifier = new Verifier(catalog, options.key());
        verifier.verifyChain(id);
        return verifier.result();
    }

    /** Verifies every backup of the folder. */
    public Verification verifyAll() throws IOException {
        Verifier verifier = new Verifier(catalog, options.key());
        verifier.verifyAll();
        return verifier.result();
    }

    /**
     * Brings back a backup's moment: hands out every block that existed then once, in its version of then. Reads only
     * the chunks that hold such a block, one at a time.
     *
     * @return how many blocks were handed out
     * @throws BackupRefusedException if anything that is needed is damaged, missing, substituted or locked by another
     *     key. What the manifests, sets and indexes show is refused before the first block; damage inside a chunk when
     *     it is reached, before any block of it. What the sink was given until then is right, but not all
     */
    public long restore(String id, BlockSink sink) throws IOException {
        BackupFile.number(id);
        RestorePlan plan = RestorePlan.of(catalog, BackupChain.load(catalog, id), options.key());
        plan.run(sink);
        return plan.live().cardinality();
    }

    /** The blocks that exist at a backup's moment. */
    public BlockSet blocks(String id) throws IOException {
        BackupFile.number(id);
        return RestorePlan.of(catalog, BackupChain.load(catalog, id), options.key())
                .live();
    }

    /**
     * Makes a full backup of the same moment out of a backup and those that it depends on, without the source. The old
     * ones stay; the next incremental backup continues the new one. Interrupted, it leaves garbage that {@link #prune}
     * takes away.
     *
     * @throws BackupRefusedException as {@link #restore} does; the new backup then does not exist
     */
    public BackupManifest merge(String id) throws IOException {
        BackupFile.number(id);
        BackupChain chain = BackupChain.load(catalog, id);
        RestorePlan plan = RestorePlan.of(catalog, chain, options.key());
        long begin = clock.nanoTime();
        try (BackupWriter writer = lines.begin(mergedDraft(chain))) {
            try {
                return merge(plan, writer, begin);
            } catch (IOException | RuntimeException e) {
                discardAfter(e, writer.header().id());
                throw e;
            }
        }
    }

    private BackupManifest merge(RestorePlan plan, BackupWriter writer, long begin) throws IOException {
        plan.run((blockId, content) -> {
            writer.add(blockId, content);
            if (writer.packBytes() >= MERGED_PACK_BYTES || writer.packRecords() == PackLayout.RECORDS_MAX) {
                writer.endPack();
            }
        });
        writer.endPack();
        BackupManifest manifest = writer.commit(
                new BackupSets(plan.live(), BlockSet.EMPTY, BlockSet.EMPTY),
                0,
                new BackupStatistics(plan.live().cardinality(), writer.rawBytes(), 0, clock.nanoTime() - begin));
        catalog.endSession(manifest.id());
        return manifest;
    }

    private void discardAfter(Exception cause, String id) {
        try {
            catalog.discard(id);
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private static BackupLines.Draft mergedDraft(BackupChain chain) {
        BackupManifest tip = chain.tip();
        return new BackupLines.Draft(
                BackupMode.SYNTHETIC_FULL,
                null,
                tip.source(),
                tip.consumer(),
                chain.root().header().from(),
                tip.to(),
                List.of(),
                chain.links().stream().map(BackupManifest::ref).toList());
    }

    /**
     * Deletes a backup.
     *
     * @throws IllegalStateException if another backup depends on it
     */
    public void delete(String id) throws IOException {
        catalog.manifest(id);
        for (BackupEntry entry : list()) {
            BackupManifest manifest = entry.manifest();
            if (manifest != null
                    && manifest.parent() != null
                    && manifest.parent().id().equals(id)) {
                throw new IllegalStateException(
                        "backup must have no child: id=" + id + ", child=" + manifest.id() + "; delete that first");
            }
        }
        catalog.discard(id);
    }

    /**
     * Takes away what interrupted backups left, resumable ones included; not those that this object has under way.
     *
     * @return the ids of the backups that were taken away
     */
    public List<String> prune() throws IOException {
        catalog.claim();
        List<String> pruned = new ArrayList<>();
        List<String> committed = catalog.ids(BackupFile.Kind.MANIFEST);
        for (String id : catalog.ids(BackupFile.Kind.SESSION)) {
            if (!catalog.isActive(id) && !committed.contains(id)) {
                catalog.discard(id);
                pruned.add(id);
            }
        }
        catalog.sweep();
        return pruned;
    }

    /** Releases the folder. */
    @Override
    public void close() throws IOException {
        catalog.close();
    }
}
