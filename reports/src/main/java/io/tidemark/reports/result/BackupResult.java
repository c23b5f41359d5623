package io.tidemark.reports.result;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import org.jspecify.annotations.Nullable;

/**
 * One backup, or in a replay one window: how many blocks it holds and which part of the log it covers.
 *
 * @param id unique within the run
 * @param parent the backup that this one is incremental to; absent for a full backup and for the first window of a replay
 * @param mode {@code full}, {@code incremental} or {@code synthetic}
 * @param consumer whose cursor it moved
 * @param vnode the vnode, where a run has several
 * @param created blocks that came into being in the window
 * @param modified other blocks to copy; in a full backup all blocks that were not created in the window
 * @param deleted blocks that ceased to be
 * @param bytes the blocks' bytes that were copied; absent in a replay, which has no contents
 * @param walFrom of a backup the highest WAL offset before its window, of a replay's window the lowest one in it; unsigned
 * @param walTo the highest one at the window's end, unsigned
 * @param seconds what the backup took, wall clock
 */
public record BackupResult(
        String id,
        @Nullable String parent,
        String mode,
        @Nullable String consumer,
        @Nullable String vnode,
        long created,
        long modified,
        long deleted,
        @Nullable Long bytes,

        @JsonSerialize(using = UnsignedLong.Serializer.class)
        @JsonDeserialize(using = UnsignedLong.Deserializer.class)
        @Nullable
        Long walFrom,

        @JsonSerialize(using = UnsignedLong.Serializer.class)
        @JsonDeserialize(using = UnsignedLong.Deserializer.class)
        @Nullable
        Long walTo,

        @Nullable Double seconds) {
    /** The mode of a backup that copies every block. */
    public static final String FULL = "full";

    /** The mode of a backup that copies what changed since its parent. */
    public static final String INCREMENTAL = "incremental";

    /** How many blocks the backup copies. */
    public long dirty() {
        return created + modified;
    }
}
