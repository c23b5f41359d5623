package io.tidemark.backup;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A backup in a folder's list.
 *
 * @param id such as {@code b0004}
 * @param state what it is good for
 * @param manifest of a committed backup; absent for others
 * @param note for people: what is wrong with a damaged one, whose an interrupted one is
 */
public record BackupEntry(String id, State state, @Nullable BackupManifest manifest, String note) {
    /** What a backup in a folder is good for. */
    public enum State {
        /** It exists. */
        COMMITTED,
        /** Its manifest cannot be trusted. Only {@code verify} looks further, into the packs. */
        DAMAGED,
        /** It is under way, or was interrupted: it can be resumed or pruned. */
        INTERRUPTED
    }

    public BackupEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(note, "note");
    }
}
