package io.tidemark.backup;

import io.tidemark.bitmap.BlockSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which block of a chain's last moment is to be taken from which pack: each once, in its newest version. Made from the
 * sets and the indexes alone, and complete before the first block is handed out.
 */
final class RestorePlan {
    private record Part(BackupManifest backup, PackEntry pack, BlockSet wanted) {}

    private final BackupCatalog catalog;
    private final @Nullable BackupKey key;
    private final BlockSet live;
    private final List<Part> parts = new ArrayList<>();

    private RestorePlan(BackupCatalog catalog, @Nullable BackupKey key, BlockSet live) {
        this.catalog = catalog;
        this.key = key;
        this.live = live;
    }

    /** Refuses what the manifests, the sets or the indexes show to be unusable. */
    static RestorePlan of(BackupCatalog catalog, BackupChain chain, @Nullable BackupKey key) throws IOException {
        chain.checkKey(key);
        List<BackupSets> sets = new ArrayList<>();
        BlockSet live = BlockSet.EMPTY;
        for (BackupManifest link : chain.links()) {
            BackupSets change = readSets(catalog, link, key);
            sets.add(change);
            live = change.applyTo(live);
        }
        RestorePlan plan = new RestorePlan(catalog, key, live);
        plan.assign(chain, sets);
        return plan;
    }

    static BackupSets readSets(BackupCatalog catalog, BackupManifest backup, @Nullable BackupKey key)
            throws IOException {
        PackEntry entry = backup.setsPack();
        try (PackReader pack = open(catalog, backup, entry, key)) {
            return BackupSets.read(backup.id(), entry, pack);
        }
    }

    static PackReader open(BackupCatalog catalog, BackupManifest backup, PackEntry entry, @Nullable BackupKey key)
            throws IOException {
        PackReader pack = PackReader.open(
                catalog.storage(), backup.id(), entry, backup.header().seed(), key);
        if (pack.isEncrypted() != (backup.header().encryption() != null)) {
            pack.close();
            throw BackupRefusedException.of(
                    backup.id(),
                    entry.name(),
                    "pack must be encrypted if its backup is",
                    "like its backup",
                    "otherwise");
        }
        return pack;
    }

    /*
     * From the newest backup back, each takes what it has of the blocks that still wait. A block that was deleted and
     * made again is taken where it was made again, so the deletion need not be looked at once more.
     */
    private void assign(BackupChain chain, List<BackupSets> sets) throws IOException {
        BlockSet waiting = live;
        for (int i = sets.size() - 1; i >= 0; i--) {
            BlockSet taken = waiting.and(sets.get(i).dirty());
            assign(chain.links().get(i), taken);
            waiting = waiting.andNot(taken);
        }
        if (!waiting.isEmpty()) {
            throw missing(chain.tip(), waiting, "a backup of the chain");
        }
    }

    private void assign(BackupManifest backup, BlockSet taken) throws IOException {
        BlockSet waiting = taken;
        for (PackEntry entry : backup.blockPacks()) {
            if (waiting.isEmpty()) {
                return;
            }
            BlockSet wanted = waiting.and(blocksOf(backup, entry));
            if (!wanted.isEmpty()) {
                parts.add(new Part(backup, entry, wanted));
                waiting = waiting.andNot(wanted);
            }
        }
        if (!waiting.isEmpty()) {
            throw missing(backup, waiting, "a pack of the backup");
        }
    }

    private BlockSet blocksOf(BackupManifest backup, PackEntry entry) throws IOException {
        try (PackReader pack = open(catalog, backup, entry, key)) {
            long[] ids = pack.index().ids();
            BlockSet blocks = BlockSet.of(ids);
            if (blocks.cardinality() != ids.length) {
                throw BackupRefusedException.of(
                        backup.id(), entry.name(), "pack must hold a block once", ids.length, blocks.cardinality());
            }
            return blocks;
        }
    }

    private static BackupRefusedException missing(BackupManifest backup, BlockSet blocks, String expected) {
        return BackupRefusedException.of(
                backup.id(),
                BackupFile.manifest(backup.id()),
                "every block must be in " + expected,
                "none missing",
                blocks.cardinality() + " blocks missing, first " + Long.toUnsignedString(blocks.first()));
    }

    /** The blocks that exist at the chain's last moment. */
    BlockSet live() {
        return live;
    }

    /** Hands out every block once; refuses on damage before it hands out the block that is damaged. */
    void run(BlockSink sink) throws IOException {
        for (Part part : parts) {
            try (PackReader pack = open(catalog, part.backup, part.pack, key)) {
                pack.read(part.wanted::contains, sink);
            }
        }
    }
}
