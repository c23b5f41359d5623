package io.tidemark.backup;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.spi.Entropy;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one backup: packs of blocks, then the pack of its sets, then its manifest. To be used from one thread. */
final class BackupWriter implements AutoCloseable {
    private final BackupCatalog catalog;
    private final RepositoryOptions options;
    private final Entropy entropy;
    private final BackupHeader header;
    private final byte[] seed;
    private final List<PackEntry> packs = new ArrayList<>();
    private int nextPack = PackLayout.SETS_PACK + 1;
    private BlockSet adopted = BlockSet.EMPTY;
    private long rawBytes;
    private long storedBytes;
    private @Nullable PackWriter pack;

    BackupWriter(BackupCatalog catalog, RepositoryOptions options, Entropy entropy, BackupHeader header) {
        this.catalog = catalog;
        this.options = options;
        this.entropy = entropy;
        this.header = header;
        this.seed = header.seed();
    }

    /** Takes over what an earlier, interrupted writer of the same backup made durable. */
    void adopt(InterruptedBackup.Kept kept) {
        for (InterruptedBackup.Part part : kept.parts()) {
            packs.add(part.entry());
            rawBytes += part.contentBytes();
            storedBytes += part.entry().length();
        }
        adopted = kept.blocks();
        nextPack = kept.nextPack();
    }

    /** The blocks that need not be written, because an earlier writer's packs hold them. */
    BlockSet adopted() {
        return adopted;
    }

    BackupHeader header() {
        return header;
    }

    /** Bytes of the blocks in finished packs. */
    long rawBytes() {
        return rawBytes;
    }

    /** Bytes of finished packs. */
    long storedBytes() {
        return storedBytes;
    }

    /** Adds a block to the present pack, begun if there is none; the content is consumed. */
    void add(long blockId, ByteBuffer content) throws IOException {
        if (pack == null) {
            pack = begin(nextPack);
        }
        pack.add(blockId, content);
    }

    /** Blocks in the present pack. */
    int packRecords() {
        return pack == null ? 0 : pack.records();
    }

    /** Bytes of the blocks in the present pack. */
    long packBytes() {
        return pack == null ? 0 : pack.contentBytes();
    }

    /** Makes the present pack durable under its final name; nothing if there is none. */
    void endPack() throws IOException {
        if (pack == null) {
            return;
        }
        long contentBytes = pack.contentBytes();
        PackEntry entry = finish(pack, nextPack);
        packs.add(entry);
        rawBytes += contentBytes;
        storedBytes += entry.length();
        nextPack++;
        pack = null;
    }

    /** Makes the backup exist. */
    BackupManifest commit(BackupSets sets, long absent, BackupStatistics statistics) throws IOException {
        endPack();
        PackEntry setsEntry = writeSets(sets);
        List<PackEntry> all = new ArrayList<>(packs.size() + 1);
        all.add(setsEntry);
        all.addAll(packs);
        return catalog.writeManifest(new BackupManifest(
                header,
                sets.created().cardinality(),
                sets.modified().cardinality(),
                sets.deleted().cardinality(),
                absent,
                rawBytes,
                statistics,
                all,
                ""));
    }

    private PackEntry writeSets(BackupSets sets) throws IOException {
        for (String name : catalog.packNames(header.id())) {
            BackupFile file = BackupFile.parse(name);
            if (file != null && file.pack() == PackLayout.SETS_PACK) {
                catalog.storage().delete(name);
            }
        }
        try (PackWriter writer = begin(PackLayout.SETS_PACK)) {
            sets.write(writer);
            return finish(writer, PackLayout.SETS_PACK);
        }
    }

    private PackWriter begin(int number) throws IOException {
        String name = BackupFile.packTemporary(header.id(), number);
        catalog.storage().delete(name);
        Storage.Output output = catalog.storage().create(name);
        PackHeader packHeader = packHeader(number);
        PackCipher cipher = options.key() == null ? null : new PackCipher(options.key(), packHeader);
        SectionCodec codec = new SectionCodec(options.compression(), options.compressionLevel(), cipher);
        return new PackWriter(output, packHeader, codec, options.chunkBytes());
    }

    private PackHeader packHeader(int number) {
        long backup = BackupFile.number(header.id());
        if (options.key() == null) {
            return PackHeader.plain(backup, number, seed);
        }
        byte[] salt = new byte[PackLayout.SALT_BYTES];
        entropy.fill(salt);
        return PackHeader.encrypted(backup, number, seed, salt);
    }

    private PackEntry finish(PackWriter writer, int number) throws IOException {
        PackWriter.Finished finished = writer.finish();
        String name = BackupFile.pack(header.id(), number, finished.sha256());
        catalog.storage().rename(BackupFile.packTemporary(header.id(), number), name);
        catalog.storage().forceDirectory();
        return new PackEntry(name, finished.length(), finished.sha256(), finished.tailSha256());
    }

    /** Stops writing; what was not made durable is left as garbage. */
    @Override
    public void close() throws IOException {
        if (pack != null) {
            pack.close();
            pack = null;
        }
    }
}
