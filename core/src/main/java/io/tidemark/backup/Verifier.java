package io.tidemark.backup;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads backups from their first to their last byte without restoring them, and lists everything that does not hold. A
 * damage ends the look at the thing that it is in, not the verification. To be used from one thread, once.
 */
final class Verifier {
    private final BackupCatalog catalog;
    private final @Nullable BackupKey key;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();
    private int backups;
    private int packs;
    private long blocks;
    private long bytes;

    Verifier(BackupCatalog catalog, @Nullable BackupKey key) {
        this.catalog = catalog;
        this.key = key;
    }

    private interface Check {
        void run() throws IOException;
    }

    Verification result() {
        return new Verification(findings, unchecked, backups, packs, blocks, bytes);
    }

    /** Looks at every committed backup, and for packs whose manifest was taken away. */
    void verifyAll() throws IOException {
        for (Map.Entry<Long, Set<BackupFile.Kind>> backup : catalog.states().entrySet()) {
            String id = BackupFile.id(backup.getKey());
            if (backup.getValue().contains(BackupFile.Kind.MANIFEST)) {
                verify(id);
            } else if (backup.getValue().equals(Set.of(BackupFile.Kind.PACK))) {
                findings.add(Finding.of(id, BackupFile.manifest(id), "packs need a manifest", "a manifest", "none"));
            }
        }
    }

    /** Looks at a backup and those that it depends on, as far as they can be followed. */
    void verifyChain(String id) throws IOException {
        @Nullable String next = id;
        while (next != null) {
            next = verify(next);
        }
    }

    /** Looks at one backup, and whether its parent is the right one; answers the parent's id if so. */
    @Nullable
    String verify(String id) throws IOException {
        backups++;
        BackupManifest[] manifest = new BackupManifest[1];
        if (!check(id, BackupFile.manifest(id), () -> manifest[0] = catalog.manifest(id))) {
            return null;
        }
        verifyContents(manifest[0]);
        BackupRef parent = manifest[0].parent();
        if (parent == null) {
            return null;
        }
        boolean found = check(id, BackupFile.manifest(id), () -> BackupChain.parentOf(catalog, manifest[0], parent));
        return found ? parent.id() : null;
    }

    private void verifyContents(BackupManifest manifest) {
        boolean opens = canOpen(manifest);
        BlockSet seen = BlockSet.EMPTY;
        long rawBytes = 0;
        boolean complete = opens;
        BackupSets sets = null;
        for (PackEntry entry : manifest.packs()) {
            if (!check(manifest.id(), entry.name(), () -> verifyFile(manifest, entry)) || !opens) {
                complete = false;
                continue;
            }
            PackContents contents = contents(manifest, entry);
            if (contents == null) {
                complete = false;
            } else if (entry.number() == PackLayout.SETS_PACK) {
                sets = contents.sets;
            } else {
                checkNoBlockTwice(manifest, entry, seen.and(contents.blocks));
                seen = seen.or(contents.blocks);
                rawBytes += contents.bytes;
            }
        }
        if (complete && sets != null) {
            verifyCounts(manifest, sets, seen, rawBytes);
        }
    }

    private boolean canOpen(BackupManifest manifest) {
        if (manifest.header().encryption() != null && key == null) {
            unchecked.add(
                    "backup " + manifest.id()
                            + ": chunks, blocks and sets, because it is encrypted and no key was given; lengths and SHA-256 were checked");
            return false;
        }
        return check(manifest.id(), BackupFile.manifest(manifest.id()), () -> BackupChain.checkKey(manifest, key));
    }

    /** What of a pack can be checked without a key: its length, its header, and every byte. */
    private void verifyFile(BackupManifest manifest, PackEntry entry) throws IOException {
        try (Storage.Input input = PackReader.openFile(catalog.storage(), manifest.id(), entry)) {
            long length = input.size();
            if (length != entry.length()) {
                throw BackupRefusedException.of(
                        manifest.id(), entry.name(), "length of a pack", entry.length(), length);
            }
            PackReader.readHeader(input, manifest.id(), entry, manifest.header().seed());
            String found = Digests.sha256(input, 0, length);
            if (!found.equals(entry.sha256())) {
                throw BackupRefusedException.of(
                        manifest.id(), entry.name(), "SHA-256 of a pack", entry.sha256(), found);
            }
            packs++;
            bytes += length;
        }
    }

    private record PackContents(
            BlockSet blocks, long bytes, @Nullable BackupSets sets) {}

    private @Nullable PackContents contents(BackupManifest manifest, PackEntry entry) {
        PackContents[] contents = new PackContents[1];
        check(manifest.id(), entry.name(), () -> contents[0] = readContents(manifest, entry));
        return contents[0];
    }

    private PackContents readContents(BackupManifest manifest, PackEntry entry) throws IOException {
        try (PackReader pack = RestorePlan.open(catalog, manifest, entry, key)) {
            if (entry.number() == PackLayout.SETS_PACK) {
                return new PackContents(BlockSet.EMPTY, 0, BackupSets.read(manifest.id(), entry, pack));
            }
            long[] ids = pack.index().ids();
            BlockSet found = BlockSet.of(ids);
            if (found.cardinality() != ids.length) {
                throw BackupRefusedException.of(
                        manifest.id(), entry.name(), "pack must hold a block once", ids.length, found.cardinality());
            }
            pack.read(id -> true, (id, content) -> blocks++);
            return new PackContents(found, pack.index().contentBytes(), null);
        }
    }

    private void checkNoBlockTwice(BackupManifest manifest, PackEntry entry, BlockSet twice) {
        if (!twice.isEmpty()) {
            findings.add(Finding.of(
                    manifest.id(),
                    entry.name(),
                    "backup must hold a block once",
                    "none again",
                    twice.cardinality() + " again, first " + Long.toUnsignedString(twice.first())));
        }
    }

    private void verifyCounts(BackupManifest manifest, BackupSets sets, BlockSet seen, long rawBytes) {
        compare(
                manifest,
                "blocks in packs and not in the sets",
                0,
                seen.andNot(sets.dirty()).cardinality());
        compare(
                manifest,
                "blocks in the sets and in no pack",
                0,
                sets.dirty().andNot(seen).cardinality());
        compare(
                manifest,
                "number of created blocks",
                manifest.created(),
                sets.created().cardinality());
        compare(
                manifest,
                "number of modified blocks",
                manifest.modified(),
                sets.modified().cardinality());
        compare(
                manifest,
                "number of deleted blocks",
                manifest.deleted(),
                sets.deleted().cardinality());
        compare(manifest, "bytes of all blocks", manifest.rawBytes(), rawBytes);
        if (manifest.mode().isFull()) {
            compare(manifest, "changed blocks in a full backup", 0, manifest.modified() + manifest.deleted());
        }
    }

    private void compare(BackupManifest manifest, String what, long expected, long found) {
        if (expected != found) {
            findings.add(Finding.of(manifest.id(), BackupFile.manifest(manifest.id()), what, expected, found));
        }
    }

    /* Also a file that cannot be read is a finding: a restore could not read it either. */
    private boolean check(String id, String where, Check check) {
        try {
            check.run();
            return true;
        } catch (BackupRefusedException e) {
            findings.add(e.finding());
        } catch (IOException e) {
            findings.add(Finding.of(id, where, "file must be readable", "its bytes", e.toString()));
        }
        return false;
    }
}
