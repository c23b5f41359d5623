package io.tidemark.backup;

import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a backup folder and the states of its backups. Safe for use by several threads; one process writes at a
 * time, which {@link #claim} sees to.
 */
final class BackupCatalog {
    /*
     * States. A backup's state is told by the files that bear its id, and each step from one to the next is one atomic
     * rename or deletion, made durable before anything builds on it:
     *
     *   (none)       --rename-->  session            begun; packs may follow
     *   session      --rename-->  session+manifest   committed: the manifest is the commit signal
     *   session+man. --delete-->  manifest           the engine's cursor has followed
     *   session      --rename-->  gone               aborted, superseded or pruned; packs are garbage
     *   manifest     --rename-->  gone               deleted; packs are garbage
     *   gone         --delete-->  (none)             when the packs are gone and a higher id is taken
     *
     * Packs without any of the three therefore mean that somebody took a manifest away.
     *
     * Ids. The next id is one above the highest that any file bears, temporary ones included, and above all that this
     * object gave out. The mark of the highest id stays, so an id that a caller has seen is never given out again.
     */
    private static final long MANIFEST_BYTES_MAX = 1L << 30;

    private final Storage storage;
    private final Set<Long> active = new HashSet<>();
    private long highestGiven;
    private boolean claimed;

    BackupCatalog(Storage storage) {
        this.storage = storage;
    }

    Storage storage() {
        return storage;
    }

    /** Makes this process the folder's writer, and clears what an interrupted writer left unfinished. */
    synchronized void claim() throws IOException {
        if (claimed) {
            return;
        }
        storage.lock();
        claimed = true;
        for (String name : storage.list()) {
            BackupFile file = BackupFile.parse(name);
            if (file != null) {
                highestGiven = Math.max(highestGiven, file.backup());
                deleteIfTemporary(name, file);
            }
        }
    }

    private void deleteIfTemporary(String name, BackupFile file) throws IOException {
        if (file.kind() == BackupFile.Kind.TEMPORARY) {
            storage.delete(name);
        }
    }

    /** Gives out an id and remembers it as being worked on. */
    synchronized long takeNumber() throws IOException {
        claim();
        long highest = highestGiven;
        for (Map.Entry<Long, Set<BackupFile.Kind>> backup : states().entrySet()) {
            highest = Math.max(highest, backup.getKey());
        }
        highestGiven = highest + 1;
        active.add(highestGiven);
        return highestGiven;
    }

    synchronized void markActive(String id) throws IOException {
        claim();
        active.add(BackupFile.number(id));
    }

    synchronized void markIdle(String id) {
        active.remove(BackupFile.number(id));
    }

    synchronized boolean isActive(String id) {
        return active.contains(BackupFile.number(id));
    }

    /** Which kinds of file there are of each backup, by number. */
    SortedMap<Long, Set<BackupFile.Kind>> states() throws IOException {
        TreeMap<Long, Set<BackupFile.Kind>> states = new TreeMap<>();
        for (String name : storage.list()) {
            BackupFile file = BackupFile.parse(name);
            if (file != null) {
                states.computeIfAbsent(file.backup(), number -> EnumSet.noneOf(BackupFile.Kind.class))
                        .add(file.kind());
            }
        }
        return states;
    }

    /** The ids of backups that have such a file, ascending by number. */
    List<String> ids(BackupFile.Kind kind) throws IOException {
        return states().entrySet().stream()
                .filter(backup -> backup.getValue().contains(kind))
                .map(backup -> BackupFile.id(backup.getKey()))
                .toList();
    }

    /** The names of a backup's packs, ascending by number. */
    List<String> packNames(String id) throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : storage.list()) {
            BackupFile file = BackupFile.parse(name);
            if (file != null && file.kind() == BackupFile.Kind.PACK && file.backup() == BackupFile.number(id)) {
                names.add(name);
            }
        }
        return names;
    }

    /** The manifest of a committed backup. */
    BackupManifest manifest(String id) throws IOException {
        String name = BackupFile.manifest(id);
        byte[] bytes = readOrNull(id, name);
        if (bytes == null) {
            throw BackupRefusedException.of(id, name, "backup must exist", "a manifest", "none");
        }
        BackupManifest manifest = ManifestFormat.decodeManifest(id, bytes);
        checkId(id, name, manifest.id());
        return manifest;
    }

    /** The header of a backup under way; {@code null} if there is none. */
    @Nullable
    BackupHeader session(String id) throws IOException {
        String name = BackupFile.session(id);
        byte[] bytes = readOrNull(id, name);
        if (bytes == null) {
            return null;
        }
        BackupHeader header = ManifestFormat.decodeHeader(id, bytes);
        checkId(id, name, header.id());
        return header;
    }

    private static void checkId(String id, String name, String found) throws BackupRefusedException {
        if (!found.equals(id)) {
            throw BackupRefusedException.of(id, name, "manifest must be that of its name", id, found);
        }
    }

    private byte @Nullable [] readOrNull(String id, String name) throws IOException {
        try (Storage.Input input = storage.open(name)) {
            if (input.size() > MANIFEST_BYTES_MAX) {
                throw BackupRefusedException.of(id, name, "size of a manifest", MANIFEST_BYTES_MAX, input.size());
            }
            byte[] bytes = new byte[(int) input.size()];
            input.read(0, ByteBuffer.wrap(bytes));
            return bytes;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    void writeSession(BackupHeader header) throws IOException {
        write(BackupFile.session(header.id()), ManifestFormat.encode(header).bytes());
    }

    /** Commits a backup: when this returns its manifest is durable. */
    BackupManifest writeManifest(BackupManifest manifest) throws IOException {
        ManifestFormat.Sealed sealed = ManifestFormat.encode(manifest);
        write(BackupFile.manifest(manifest.id()), sealed.bytes());
        return ManifestFormat.decodeManifest(manifest.id(), sealed.bytes());
    }

    private void write(String name, byte[] bytes) throws IOException {
        String temporary = name + BackupFile.TEMPORARY_SUFFIX;
        storage.delete(temporary);
        try (Storage.Output output = storage.create(temporary)) {
            output.write(ByteBuffer.wrap(bytes));
            output.force();
        }
        storage.rename(temporary, name);
        storage.forceDirectory();
    }

    /** Forgets that a committed backup was under way. */
    void endSession(String id) throws IOException {
        storage.delete(BackupFile.session(id));
        storage.forceDirectory();
        markIdle(id);
    }

    /** Turns a backup into garbage, at once and for good, and clears garbage away. */
    void discard(String id) throws IOException {
        claim();
        storage.delete(BackupFile.session(id) + BackupFile.TEMPORARY_SUFFIX);
        storage.delete(BackupFile.manifest(id) + BackupFile.TEMPORARY_SUFFIX);
        List<String> names = storage.list();
        for (String name : List.of(BackupFile.manifest(id), BackupFile.session(id))) {
            if (names.contains(name)) {
                storage.rename(name, BackupFile.gone(id));
            }
        }
        storage.forceDirectory();
        markIdle(id);
        sweep();
    }

    /** Deletes the packs of backups that are gone, then their marks, except the one that keeps the highest id. */
    synchronized void sweep() throws IOException {
        claim();
        SortedMap<Long, Set<BackupFile.Kind>> states = states();
        List<String> marks = new ArrayList<>();
        for (Map.Entry<Long, Set<BackupFile.Kind>> backup : states.entrySet()) {
            if (isGone(backup.getValue())) {
                String id = BackupFile.id(backup.getKey());
                deletePacks(id);
                marks.add(id);
            }
        }
        storage.forceDirectory();
        for (String id : marks) {
            if (BackupFile.number(id) < states.lastKey()) {
                storage.delete(BackupFile.gone(id));
            }
        }
    }

    private static boolean isGone(Set<BackupFile.Kind> kinds) {
        return kinds.contains(BackupFile.Kind.GONE)
                && !kinds.contains(BackupFile.Kind.MANIFEST)
                && !kinds.contains(BackupFile.Kind.SESSION);
    }

    private void deletePacks(String id) throws IOException {
        long number = BackupFile.number(id);
        for (String name : storage.list()) {
            BackupFile file = BackupFile.parse(name);
            boolean garbage = file != null
                    && file.backup() == number
                    && (file.kind() == BackupFile.Kind.PACK || file.kind() == BackupFile.Kind.TEMPORARY);
            if (garbage) {
                storage.delete(name);
            }
        }
    }

    synchronized void close() throws IOException {
        if (claimed) {
            claimed = false;
            storage.close();
        }
    }
}
