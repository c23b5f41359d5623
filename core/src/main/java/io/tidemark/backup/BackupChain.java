package io.tidemark.backup;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backup and those that it depends on, from a full one to itself. */
final class BackupChain {
    private final List<BackupManifest> links;

    private BackupChain(List<BackupManifest> links) {
        this.links = links;
    }

    /** Oldest first. */
    List<BackupManifest> links() {
        return links;
    }

    BackupManifest root() {
        return links.get(0);
    }

    BackupManifest tip() {
        return links.get(links.size() - 1);
    }

    /** Follows the parents, each of which must be the one that its child was made upon. */
    static BackupChain load(BackupCatalog catalog, String id) throws IOException {
        Deque<BackupManifest> links = new ArrayDeque<>();
        BackupManifest link = catalog.manifest(id);
        links.addFirst(link);
        for (BackupRef parent = link.parent(); parent != null; parent = link.parent()) {
            link = parentOf(catalog, link, parent);
            links.addFirst(link);
        }
        return new BackupChain(List.copyOf(links));
    }

    /** The parent of a backup, if it is the very one that the backup names. */
    static BackupManifest parentOf(BackupCatalog catalog, BackupManifest child, BackupRef ref) throws IOException {
        String where = BackupFile.manifest(child.id());
        checkOlder(child, ref, where);
        if (!catalog.ids(BackupFile.Kind.MANIFEST).contains(ref.id())) {
            throw BackupRefusedException.of(child.id(), where, "parent must exist", ref.id(), "none");
        }
        BackupManifest parent = catalog.manifest(ref.id());
        if (!parent.identity().equals(ref.identity())) {
            throw BackupRefusedException.of(
                    child.id(),
                    where,
                    "parent " + ref.id() + " must be the one made upon",
                    ref.identity(),
                    parent.identity());
        }
        checkContinues(child, parent, where);
        return parent;
    }

    private static void checkOlder(BackupManifest child, BackupRef ref, String where) throws BackupRefusedException {
        boolean older;
        try {
            older = BackupFile.number(ref.id()) < BackupFile.number(child.id());
        } catch (IllegalArgumentException e) {
            older = false;
        }
        if (!older) {
            throw BackupRefusedException.of(child.id(), where, "parent must be older", "an id before", ref.id());
        }
    }

    private static void checkContinues(BackupManifest child, BackupManifest parent, String where)
            throws BackupRefusedException {
        if (!parent.header().isOfLine(child.source(), child.consumer())) {
            throw BackupRefusedException.of(
                    child.id(),
                    where,
                    "parent must be of the same source and consumer",
                    child.source() + ", " + child.consumer(),
                    parent.source() + ", " + parent.consumer());
        }
        if (!parent.to().equals(child.header().from())) {
            throw BackupRefusedException.of(
                    child.id(),
                    where,
                    "window must begin where the parent's ends",
                    parent.to(),
                    child.header().from());
        }
    }

    /** Refuses a chain with an encrypted link unless this is the key of each. */
    void checkKey(@Nullable BackupKey key) throws BackupRefusedException {
        for (BackupManifest link : links) {
            checkKey(link, key);
        }
    }

    static void checkKey(BackupManifest manifest, @Nullable BackupKey key) throws BackupRefusedException {
        Encryption encryption = manifest.header().encryption();
        if (encryption == null) {
            return;
        }
        String where = BackupFile.manifest(manifest.id());
        if (key == null) {
            throw BackupRefusedException.of(manifest.id(), where, "encrypted backup needs its key", "a key", "none");
        }
        if (!encryption.isKey(key)) {
            throw BackupRefusedException.of(
                    manifest.id(), where, "key must be the one of the backup", encryption.keyCheck(), "another key");
        }
    }

    /** Refuses a chain of which a pack is missing or has another length: a cheap look, without reading the packs. */
    void checkPresence(BackupCatalog catalog) throws IOException {
        for (BackupManifest link : links) {
            for (PackEntry pack : link.packs()) {
                try (var input = PackReader.openFile(catalog.storage(), link.id(), pack)) {
                    checkLength(link, pack, input.size());
                }
            }
        }
    }

    private static void checkLength(BackupManifest link, PackEntry pack, long length) throws BackupRefusedException {
        if (length != pack.length()) {
            throw BackupRefusedException.of(link.id(), pack.name(), "length of a pack", pack.length(), length);
        }
    }
}
