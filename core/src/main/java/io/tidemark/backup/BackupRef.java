package io.tidemark.backup;

import java.util.Objects;

/**
 * A backup, named so that no other can take its place.
 *
 * @param id where to look for it
 * @param identity what it must be: see {@link BackupManifest#identity()}
 */
public record BackupRef(String id, String identity) {
    public BackupRef {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(identity, "identity");
    }
}
