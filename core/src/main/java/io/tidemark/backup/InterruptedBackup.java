package io.tidemark.backup;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.spi.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backup that was begun and not committed, with the packs that it had made durable. */
final class InterruptedBackup {
    /** A usable pack of it. */
    record Part(PackEntry entry, BlockSet blocks, long contentBytes) {}

    /** Its usable packs, the blocks in them, and the first number that no pack of it had. */
    record Kept(List<Part> parts, BlockSet blocks, int nextPack) {}

    private final BackupCatalog catalog;
    private final BackupHeader header;

    InterruptedBackup(BackupCatalog catalog, BackupHeader header) {
        this.catalog = catalog;
        this.header = header;
    }

    BackupHeader header() {
        return header;
    }

    /**
     * Sorts its packs: those whose blocks are all still good are kept, every other one is deleted, so that a block can
     * never be in two packs of one backup.
     *
     * @param good the blocks whose content, as packed, is that of the moment at which the backup is to be resumed
     */
    Kept keep(BlockSet good, @Nullable BackupKey key) throws IOException {
        List<Part> parts = new ArrayList<>();
        BlockSet kept = BlockSet.EMPTY;
        int nextPack = PackLayout.SETS_PACK + 1;
        for (String name : catalog.packNames(header.id())) {
            nextPack = Math.max(nextPack, numberOf(name) + 1);
            Part part = open(name, key);
            if (part != null && part.blocks.isSubsetOf(good.andNot(kept))) {
                parts.add(part);
                kept = kept.or(part.blocks);
            } else {
                catalog.storage().delete(name);
            }
        }
        catalog.storage().forceDirectory();
        return new Kept(parts, kept, nextPack);
    }

    private static int numberOf(String name) {
        BackupFile file = BackupFile.parse(name);
        return file == null ? PackLayout.SETS_PACK : file.pack();
    }

    /* A pack that cannot be read any more is worth as much as none: its blocks are read again. The sets are made anew. */
    private @Nullable Part open(String name, @Nullable BackupKey key) throws IOException {
        PackEntry entry = entry(name);
        if (entry == null || entry.number() == PackLayout.SETS_PACK) {
            return null;
        }
        try (PackReader pack = PackReader.open(catalog.storage(), header.id(), entry, header.seed(), key)) {
            return new Part(entry, BlockSet.of(pack.index().ids()), pack.index().contentBytes());
        } catch (BackupRefusedException e) {
            return null;
        }
    }

    /* The name holds the hash that the manifest will need, so a pack need not be read whole to be adopted. */
    private @Nullable PackEntry entry(String name) throws IOException {
        String sha256 = name.substring(name.indexOf('.') + 1, name.lastIndexOf('.'));
        try (Storage.Input input = catalog.storage().open(name)) {
            long footerPosition = input.size() - PackLayout.FOOTER_BYTES;
            ByteBuffer footer = ByteBuffer.allocate(PackLayout.FOOTER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            input.read(Math.max(0, footerPosition), footer);
            long index = footer.getLong(PackLayout.FOOTER_INDEX_OFFSET);
            if (index < PackLayout.HEADER_BYTES || index > footerPosition) {
                return null;
            }
            return new PackEntry(name, input.size(), sha256, Digests.sha256(input, index, input.size() - index));
        } catch (EOFException e) {
            return null;
        }
    }
}
