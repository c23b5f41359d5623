package io.tidemark.engine;

import io.tidemark.event.OverflowPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every setting there is: its name in TOML and in Java, its type and range, its default as it would be written, and what it
 * does. The one place for all five; the builder, the TOML reader and the documentation follow it.
 */
@SuppressWarnings("ImmutableEnumChecker") // every ConfigType is a record of immutable parts
enum ConfigKey {
    ENABLE(
            "enable",
            "enable",
            new ConfigType.Flag(),
            true,
            "Whether changes are tracked. When off, marks are dropped, and every consumer whose window misses any is told"
                    + " TRACKING_DISABLED."),
    MAX_BLOCKS(
            "max_blocks",
            "maxBlocks",
            number(1, Long.MAX_VALUE),
            1_000_000_000L,
            "Distinct blocks that a consumer's pending window may hold. With more its next backup must be a full one"
                    + " (MAX_BLOCKS); tracking goes on."),
    MEMORY_LIMIT_MB(
            "memory_limit_mb",
            "memoryLimitBytes",
            new ConfigType.WholeNumber(8, 1 << 20, 1 << 20),
            1L << 30,
            "Heap in MiB (the builder: in bytes) that the engine keeps what it owns under; more is spilled to files."),
    ENABLE_PERSISTENCE(
            "enable_persistence",
            "enablePersistence",
            new ConfigType.Flag(),
            false,
            "Whether changes and cursors outlive the process. Needs persist_path."),
    PERSIST_PATH(
            "persist_path",
            "persistPath",
            new ConfigType.Folder(),
            null,
            "The engine's folder, for it alone; made if it is not there. Unused without enable_persistence."),
    EVENT_BUFFER_SIZE(
            "event_buffer_size",
            "eventBufferSize",
            number(2, 1 << 28),
            10_000L,
            "Events that the buffer between the host and the engine has room for, rounded up to a power of two."),
    CALLBACK_THREADS(
            "callback_threads",
            "callbackThreads",
            number(1, 64),
            4L,
            "Lanes in which listeners are called. A block always has the same lane, so its events stay in order."),
    LRU_CLEANUP_THRESHOLD(
            "lru_cleanup_threshold",
            "lruCleanupThreshold",
            number(1, 100),
            80L,
            "Percent of the memory limit at or above which the memory check warns."),
    ENABLE_MEMORY_MONITOR(
            "enable_memory_monitor",
            "enableMemoryMonitor",
            new ConfigType.Flag(),
            true,
            "Whether a warning is logged each time that memory rises to lru_cleanup_threshold."),
    OVERFLOW_POLICY(
            "overflow_policy",
            "overflowPolicy",
            new ConfigType.Choice(List.of(OverflowPolicy.values())),
            OverflowPolicy.BLOCK,
            "What happens when the event buffer is full: the host waits, or the event is given up and a full backup"
                    + " required."),
    OVERFLOW_TIMEOUT_MS(
            "overflow_timeout_ms",
            "overflowTimeoutMs",
            number(1, ConfigKey.MILLIS_MAX),
            30_000L,
            "Milliseconds that the host waits at most under \"block\"; then as under \"degrade\"."),
    SEGMENT_EVENTS(
            "segment_events",
            "segmentEvents",
            number(0, 1 << 24),
            0L,
            "Events that an active segment takes before it is sealed; 0 derives it from the memory limit. 64 bytes of"
                    + " each must fit in half of the memory limit."),
    EXACT_RETENTION(
            "exact_retention",
            "exactRetentionNanos",
            new ConfigType.Age(),
            ConfigType.Age.UNLIMITED,
            "How long changes stay answerable by range of log or time once every consumer has passed them. Unlimited by"
                    + " default: what is dropped cannot be asked any more, so that is for the operator to say; the price is"
                    + " disk."),
    RETENTION_MAX_MB(
            "retention_max_mb",
            "retentionMaxBytes",
            new ConfigType.WholeNumber(0, 1L << 40, 1 << 20),
            0L,
            "Disk in MiB (the builder: in bytes) that segments may take; 0 for no bound. Beyond it the oldest are dropped,"
                    + " and a consumer that still needed them needs a full backup (RETENTION)."),
    MERGE_FANOUT(
            "merge_fanout",
            "mergeFanout",
            number(2, 64),
            8L,
            "Sealed segments of like size that are merged into one. More: less writing, slower questions."),
    CHECKPOINT_EVENTS(
            "checkpoint_events",
            "checkpointEvents",
            number(1, Long.MAX_VALUE),
            4L << 20,
            "Events after which what has arrived is made durable, so that the host has no more to deliver again after a crash."),
    CHECKPOINT_MB(
            "checkpoint_mb",
            "checkpointBytes",
            new ConfigType.WholeNumber(1, 1 << 20, 1 << 20),
            64L << 20,
            "MiB (the builder: bytes) of sealed segments in memory only, after which they are made durable."),
    CHECKPOINT_INTERVAL_MS(
            "checkpoint_interval_ms",
            "checkpointIntervalMs",
            number(1, ConfigKey.MILLIS_MAX),
            10_000L,
            "Milliseconds after which what has arrived is made durable."),
    SCRUB_INTERVAL_MS(
            "scrub_interval_ms",
            "scrubIntervalMs",
            number(1, ConfigKey.MILLIS_MAX),
            60_000L,
            "Milliseconds between two segments whose files are read and held against their checksums, one after another, to"
                    + " find damage before a backup does."),
    BACKUP_BATCH_BLOCKS(
            "backup_batch_blocks",
            "backupBatchBlocks",
            number(1, 1_000_000),
            1_000L,
            "Blocks that a backup reads, writes and acknowledges at a time."),
    READ_RETRIES(
            "read_retries",
            "readRetries",
            number(0, 100),
            3L,
            "How often a backup repeats a block read that failed, before it gives up."),
    READ_RETRY_BACKOFF_MS(
            "read_retry_backoff_ms",
            "readRetryBackoffMs",
            number(0, 3_600_000),
            100L,
            "Milliseconds before the first repetition of a read; each further one waits twice as long."),
    READ_TIMEOUT_MS(
            "read_timeout_ms",
            "readTimeoutMs",
            number(1, ConfigKey.MILLIS_MAX),
            30_000L,
            "Milliseconds after which a block read is not tried again."),
    BACKUP_COMPRESSION(
            "backup_compression",
            "backupCompression",
            new ConfigType.Choice(List.of(Compression.values())),
            Compression.NONE,
            "How backups are compressed. \"zstd\" needs the optional dependency zstd-jni.");

    /** The TOML table that the keys stand in. */
    static final String TABLE = "plugins.incremental_bitmap";

    /** The most milliseconds that a count of nanoseconds can hold, 292 years. */
    private static final long MILLIS_MAX = Long.MAX_VALUE / 1_000_000;

    private final String tomlName;
    private final String settingName;
    private final ConfigType type;
    private final @Nullable Object defaultSetting;
    private final String doc;

    ConfigKey(String tomlName, String settingName, ConfigType type, @Nullable Object defaultSetting, String doc) {
        this.tomlName = tomlName;
        this.settingName = settingName;
        this.type = type;
        this.defaultSetting = defaultSetting;
        this.doc = doc;
    }

    private static ConfigType number(long min, long max) {
        return new ConfigType.WholeNumber(min, max, 1);
    }

    String tomlName() {
        return tomlName;
    }

    /** The name of the builder's method and of the accessor. */
    String settingName() {
        return settingName;
    }

    ConfigType type() {
        return type;
    }

    /** The setting when none is given; {@code null} if there is no default. */
    @Nullable
    Object defaultSetting() {
        return defaultSetting;
    }

    /** What it does, in a line or two. */
    String doc() {
        return doc;
    }

    /** The key with this name in TOML; {@code null} if there is none. */
    static @Nullable ConfigKey named(String tomlName) {
        for (ConfigKey key : values()) {
            if (key.tomlName.equals(tomlName)) {
                return key;
            }
        }
        return null;
    }
}
