package io.tidemark.backup;

import java.util.Objects;

/**
 * A pack as its backup's manifest names it.
 *
 * @param name the file
 * @param length its length in bytes
 * @param sha256 SHA-256 of the file, 64 lower-case hexadecimal digits, as {@code sha256sum} prints them
 * @param tailSha256 SHA-256 of its index and footer: lets a reader trust the index without reading the whole file
 */
public record PackEntry(String name, long length, String sha256, String tailSha256) {
    public PackEntry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(tailSha256, "tailSha256");
    }

    /** The pack's number in its backup; 0 holds the sets. */
    int number() {
        BackupFile file = BackupFile.parse(name);
        if (file == null || file.kind() != BackupFile.Kind.PACK) {
            throw new IllegalStateException("name must be that of a pack: name=" + name);
        }
        return file.pack();
    }
}
