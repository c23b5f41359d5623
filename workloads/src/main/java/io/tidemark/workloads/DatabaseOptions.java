package io.tidemark.workloads;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of {@code CREATE DATABASE} that shape what storage does, in TDengine's words; its defaults are
 * {@link #DEFAULTS}.
 *
 * @param name of the database
 * @param vgroups how many vnodes, at least 1
 * @param precision unit of timestamps
 * @param bufferBytes write buffer of each vnode; below TDengine's least of 3 MiB where a built-in is scaled down
 * @param durationMinutes time span of a file set
 * @param keepMinutes age at which rows are refused and file sets removed
 * @param minRows least rows of a data block
 * @param maxRows most rows of one
 * @param sttTrigger how many stt files of a level start a merge; 1 merges at commit
 * @param walLevel 1 writes without, 2 with fsync
 * @param walFsyncPeriodMillis for level 2; 0 is each write
 * @param walRetentionPeriodSeconds how long a closed log segment stays; 0 not at all, -1 for ever
 * @param walRetentionSizeBytes cap on the log; 0 or less is none
 * @param walRollPeriodSeconds age at which a log segment rolls; 0 is at commit only
 * @param walSegmentSizeBytes size at which one rolls; 0 is at commit only
 * @param others further options as they were given, kept and otherwise without effect here
 */
public record DatabaseOptions(
        String name,
        int vgroups,
        Precision precision,
        long bufferBytes,
        long durationMinutes,
        long keepMinutes,
        int minRows,
        int maxRows,
        int sttTrigger,
        int walLevel,
        long walFsyncPeriodMillis,
        long walRetentionPeriodSeconds,
        long walRetentionSizeBytes,
        long walRollPeriodSeconds,
        long walSegmentSizeBytes,
        Map<String, String> others) {
    /** What a database has when nothing is said: TDengine 3.3's documented values, two vnodes. */
    public static final DatabaseOptions DEFAULTS = new DatabaseOptions(
            "test", 2, Precision.MILLIS, 256L << 20, 14_400, 5_256_000, 100, 4096, 2, 1, 3000, 3600, 0, 0, 0, Map.of());

    public DatabaseOptions {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /** With another name and number of vnodes. */
    public DatabaseOptions named(String newName, int newVgroups) {
        return new DatabaseOptions(
                newName,
                newVgroups,
                precision,
                bufferBytes,
                durationMinutes,
                keepMinutes,
                minRows,
                maxRows,
                sttTrigger,
                walLevel,
                walFsyncPeriodMillis,
                walRetentionPeriodSeconds,
                walRetentionSizeBytes,
                walRollPeriodSeconds,
                walSegmentSizeBytes,
                others);
    }

    /** With another number of vnodes. */
    public DatabaseOptions withVgroups(int newVgroups) {
        return named(name, newVgroups);
    }

    /** With other sizes of buffer and blocks. */
    public DatabaseOptions sized(long newBufferBytes, int newMinRows, int newMaxRows, int newSttTrigger) {
        return new DatabaseOptions(
                name,
                vgroups,
                precision,
                newBufferBytes,
                durationMinutes,
                keepMinutes,
                newMinRows,
                newMaxRows,
                newSttTrigger,
                walLevel,
                walFsyncPeriodMillis,
                walRetentionPeriodSeconds,
                walRetentionSizeBytes,
                walRollPeriodSeconds,
                walSegmentSizeBytes,
                others);
    }

    /** With other spans of time. */
    public DatabaseOptions lasting(long newDurationMinutes, long newKeepMinutes, long newWalRetentionPeriodSeconds) {
        return new DatabaseOptions(
                name,
                vgroups,
                precision,
                bufferBytes,
                newDurationMinutes,
                newKeepMinutes,
                minRows,
                maxRows,
                sttTrigger,
                walLevel,
                walFsyncPeriodMillis,
                newWalRetentionPeriodSeconds,
                walRetentionSizeBytes,
                walRollPeriodSeconds,
                walSegmentSizeBytes,
                others);
    }
}
