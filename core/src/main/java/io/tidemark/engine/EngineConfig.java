package io.tidemark.engine;

import io.tidemark.event.OverflowPolicy;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an engine, and the buffer and the backups around it, are set up. Immutable. Comes from {@linkplain #builder() a
 * builder} or from the table {@code [plugins.incremental_bitmap]} of a TOML file; each accessor is named after its key
 * there, in camel case. What every key does, its range and its default stand in {@code docs/configuration.md}.
 */
public final class EngineConfig {
    /** The smallest memory limit. */
    public static final long MEMORY_LIMIT_BYTES_MIN = 8L << 20;

    /** What an event of the active segment is reckoned at: its columns twice, and its share of the sealed image. */
    static final int BYTES_PER_ACTIVE_EVENT = 64;

    private final Map<ConfigKey, Object> settings;

    private EngineConfig(Map<ConfigKey, Object> settings) {
        this.settings = settings;
    }

    /** A builder in which every setting has its default. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder in which every setting is as it is here until it is given anew. */
    public Builder toBuilder() {
        return new Builder(settings);
    }

    /**
     * Reads the table {@code [plugins.incremental_bitmap]} of a TOML file in UTF-8. Other tables are not looked at. Needs the optional
     * dependency jackson-dataformat-toml.
     *
     * @throws ConfigException if the file cannot be read or is not TOML, or the table has an unknown key, a value of a
     *     wrong type or out of range, or values that do not go together
     */
    public static EngineConfig fromToml(Path file) {
        return TomlConfig.read(file);
    }

    /**
     * Reads TOML as {@link #fromToml(Path)} does. The reader is left open.
     *
     * @param name what messages call the file
     * @throws ConfigException as there
     */
    public static EngineConfig fromToml(Reader reader, String name) {
        return TomlConfig.read(reader, name);
    }

    /** Whether changes are tracked. */
    public boolean enable() {
        return flag(ConfigKey.ENABLE);
    }

    /** Distinct blocks that a pending window may hold before a full backup is required. */
    public long maxBlocks() {
        return number(ConfigKey.MAX_BLOCKS);
    }

    /** Heap bytes that the engine keeps what it owns under. */
    public long memoryLimitBytes() {
        return number(ConfigKey.MEMORY_LIMIT_MB);
    }

    /** Whether changes and cursors outlive the process. */
    public boolean enablePersistence() {
        return flag(ConfigKey.ENABLE_PERSISTENCE);
    }

    /** The engine's folder; not {@code null} when persistence is on. */
    public @Nullable Path persistPath() {
        return (Path) settings.get(ConfigKey.PERSIST_PATH);
    }

    /** Events that the buffer between the host and the engine has room for. */
    public int eventBufferSize() {
        return small(ConfigKey.EVENT_BUFFER_SIZE);
    }

    /** Lanes in which listeners are called. */
    public int callbackThreads() {
        return small(ConfigKey.CALLBACK_THREADS);
    }

    /** Percent of the memory limit at which the memory check warns. */
    public int lruCleanupThreshold() {
        return small(ConfigKey.LRU_CLEANUP_THRESHOLD);
    }

    /** Whether a warning is logged when memory rises to the threshold. */
    public boolean enableMemoryMonitor() {
        return flag(ConfigKey.ENABLE_MEMORY_MONITOR);
    }

    /** What happens when the event buffer is full. */
    public OverflowPolicy overflowPolicy() {
        return (OverflowPolicy) setting(ConfigKey.OVERFLOW_POLICY);
    }

    /** Milliseconds that the host waits at most for room in the event buffer. */
    public long overflowTimeoutMs() {
        return number(ConfigKey.OVERFLOW_TIMEOUT_MS);
    }

    /** Events that an active segment takes; 0 when it is derived from the memory limit. */
    public int segmentEvents() {
        return small(ConfigKey.SEGMENT_EVENTS);
    }

    /** Nanoseconds that changes stay answerable by range; {@link Long#MAX_VALUE} for ever. */
    public long exactRetentionNanos() {
        return number(ConfigKey.EXACT_RETENTION);
    }

    /** Bytes that all segments together may take; 0 for no bound. */
    public long retentionMaxBytes() {
        return number(ConfigKey.RETENTION_MAX_MB);
    }

    /** Sealed segments of like size that are merged into one. */
    public int mergeFanout() {
        return small(ConfigKey.MERGE_FANOUT);
    }

    /** Events after which what has arrived is made durable. */
    public long checkpointEvents() {
        return number(ConfigKey.CHECKPOINT_EVENTS);
    }

    /** Bytes of segments in memory only after which they are made durable. */
    public long checkpointBytes() {
        return number(ConfigKey.CHECKPOINT_MB);
    }

    /** Milliseconds after which what has arrived is made durable. */
    public long checkpointIntervalMs() {
        return number(ConfigKey.CHECKPOINT_INTERVAL_MS);
    }

    /** Milliseconds between two segments whose files are checked. */
    public long scrubIntervalMs() {
        return number(ConfigKey.SCRUB_INTERVAL_MS);
    }

    /** Blocks in a batch of a backup. */
    public int backupBatchBlocks() {
        return small(ConfigKey.BACKUP_BATCH_BLOCKS);
    }

    /** How often a backup repeats a block read that failed. */
    public int readRetries() {
        return small(ConfigKey.READ_RETRIES);
    }

    /** Milliseconds before the first repetition of a read. */
    public long readRetryBackoffMs() {
        return number(ConfigKey.READ_RETRY_BACKOFF_MS);
    }

    /** Milliseconds after which a block read is not tried again. */
    public long readTimeoutMs() {
        return number(ConfigKey.READ_TIMEOUT_MS);
    }

    /** How backups are compressed. */
    public Compression backupCompression() {
        return (Compression) setting(ConfigKey.BACKUP_COMPRESSION);
    }

    private Object setting(ConfigKey key) {
        return Objects.requireNonNull(settings.get(key), key::settingName);
    }

    private boolean flag(ConfigKey key) {
        return (Boolean) setting(key);
    }

    private long number(ConfigKey key) {
        return (Long) setting(key);
    }

    private int small(ConfigKey key) {
        return Math.toIntExact(number(key));
    }

    /** Every setting, as a TOML table would have it. */
    @Override
    public String toString() {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey().tomlName() + " = "
                        + entry.getKey().type().write(entry.getValue()))
                .collect(Collectors.joining(", ", "EngineConfig[", "]"));
    }

    /**
     * Collects settings, each at most once. A setter throws {@link IllegalArgumentException} for a value out of range and
     * {@link IllegalStateException} for a setting that was given before; either leaves the builder as it was. Not
     * thread-safe.
     */
    public static final class Builder {
        private final Map<ConfigKey, Object> given = new EnumMap<>(ConfigKey.class);

        private final Map<ConfigKey, Object> otherwise;

        private Builder() {
            this(defaults());
        }

        private Builder(Map<ConfigKey, Object> otherwise) {
            this.otherwise = otherwise;
        }

        private static Map<ConfigKey, Object> defaults() {
            Map<ConfigKey, Object> defaults = new EnumMap<>(ConfigKey.class);
            for (ConfigKey key : ConfigKey.values()) {
                Object byDefault = key.defaultSetting();
                if (byDefault != null) {
                    defaults.put(key, byDefault);
                }
            }
            return defaults;
        }

        /** Whether changes are tracked. */
        public Builder enable(boolean on) {
            return set(ConfigKey.ENABLE, on);
        }

        /** Distinct blocks that a pending window may hold before a full backup is required: from 1. */
        public Builder maxBlocks(long blocks) {
            return set(ConfigKey.MAX_BLOCKS, blocks);
        }

        /** Heap bytes that the engine keeps what it owns under: 8 MiB to 1 TiB. */
        public Builder memoryLimitBytes(long bytes) {
            return set(ConfigKey.MEMORY_LIMIT_MB, bytes);
        }

        /** Whether changes and cursors outlive the process. */
        public Builder enablePersistence(boolean on) {
            return set(ConfigKey.ENABLE_PERSISTENCE, on);
        }

        /** The engine's folder; required when persistence is on. */
        public Builder persistPath(Path folder) {
            return set(ConfigKey.PERSIST_PATH, folder);
        }

        /** Events that the buffer between the host and the engine has room for: 2 to 2^28. */
        public Builder eventBufferSize(int events) {
            return set(ConfigKey.EVENT_BUFFER_SIZE, (long) events);
        }

        /** Lanes in which listeners are called: 1 to 64. */
        public Builder callbackThreads(int lanes) {
            return set(ConfigKey.CALLBACK_THREADS, (long) lanes);
        }

        /** Percent of the memory limit at which the memory check warns: 1 to 100. */
        public Builder lruCleanupThreshold(int percent) {
            return set(ConfigKey.LRU_CLEANUP_THRESHOLD, (long) percent);
        }

        /** Whether a warning is logged when memory rises to the threshold. */
        public Builder enableMemoryMonitor(boolean on) {
            return set(ConfigKey.ENABLE_MEMORY_MONITOR, on);
        }

        /** What happens when the event buffer is full. */
        public Builder overflowPolicy(OverflowPolicy policy) {
            return set(ConfigKey.OVERFLOW_POLICY, policy);
        }

        /** Milliseconds that the host waits at most for room in the event buffer: from 1. */
        public Builder overflowTimeoutMs(long millis) {
            return set(ConfigKey.OVERFLOW_TIMEOUT_MS, millis);
        }

        /** Events that an active segment takes: 0 to 2^24; 0 derives it. */
        public Builder segmentEvents(int events) {
            return set(ConfigKey.SEGMENT_EVENTS, (long) events);
        }

        /** Nanoseconds that changes stay answerable by range: from 1; {@link Long#MAX_VALUE} keeps all. */
        public Builder exactRetentionNanos(long nanos) {
            return set(ConfigKey.EXACT_RETENTION, nanos);
        }

        /** Bytes that all segments together may take: a multiple of 1 MiB; 0 for no bound. */
        public Builder retentionMaxBytes(long bytes) {
            return set(ConfigKey.RETENTION_MAX_MB, bytes);
        }

        /** Sealed segments of like size that are merged into one: 2 to 64. */
        public Builder mergeFanout(int segments) {
            return set(ConfigKey.MERGE_FANOUT, (long) segments);
        }

        /** Events after which what has arrived is made durable: from 1. */
        public Builder checkpointEvents(long events) {
            return set(ConfigKey.CHECKPOINT_EVENTS, events);
        }

        /** Bytes of segments in memory only after which they are made durable: from 1 MiB. */
        public Builder checkpointBytes(long bytes) {
            return set(ConfigKey.CHECKPOINT_MB, bytes);
        }

        /** Milliseconds after which what has arrived is made durable: from 1. */
        public Builder checkpointIntervalMs(long millis) {
            return set(ConfigKey.CHECKPOINT_INTERVAL_MS, millis);
        }

        /** Milliseconds between two segments whose files are checked: from 1. */
        public Builder scrubIntervalMs(long millis) {
            return set(ConfigKey.SCRUB_INTERVAL_MS, millis);
        }

        /** Blocks in a batch of a backup: 1 to 1,000,000. */
        public Builder backupBatchBlocks(int blocks) {
            return set(ConfigKey.BACKUP_BATCH_BLOCKS, (long) blocks);
        }

        /** How often a backup repeats a block read that failed: 0 to 100. */
        public Builder readRetries(int times) {
            return set(ConfigKey.READ_RETRIES, (long) times);
        }

        /** Milliseconds before the first repetition of a read: 0 to 3,600,000. */
        public Builder readRetryBackoffMs(long millis) {
            return set(ConfigKey.READ_RETRY_BACKOFF_MS, millis);
        }

        /** Milliseconds after which a block read is not tried again: from 1. */
        public Builder readTimeoutMs(long millis) {
            return set(ConfigKey.READ_TIMEOUT_MS, millis);
        }

        /** How backups are compressed. */
        public Builder backupCompression(Compression compression) {
            return set(ConfigKey.BACKUP_COMPRESSION, compression);
        }

        Builder set(ConfigKey key, Object setting) {
            Objects.requireNonNull(setting, key.settingName());
            Object before = given.get(key);
            if (before != null) {
                throw new IllegalStateException("a setting must be given once: " + key.settingName() + "=" + setting
                        + ", given before=" + before);
            }
            if (!key.type().allows(setting)) {
                throw new IllegalArgumentException(key.settingName() + " must be "
                        + key.type().expected() + ": " + key.settingName() + "=" + setting);
            }
            given.put(key, setting);
            return this;
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException if settings do not go together
         */
        public EngineConfig build() {
            EngineConfig config = withDefaults();
            Conflict conflict = conflict(config);
            if (conflict != null) {
                throw new IllegalArgumentException(conflict.rule() + ": " + conflict.found());
            }
            return config;
        }

        private EngineConfig withDefaults() {
            Map<ConfigKey, Object> all = new EnumMap<>(otherwise);
            all.putAll(given);
            return new EngineConfig(Collections.unmodifiableMap(all));
        }

        /** What does not go together in what was given; {@code null} if all does. */
        @Nullable
        Conflict conflict() {
            return conflict(withDefaults());
        }

        private static @Nullable Conflict conflict(EngineConfig config) {
            if (config.enablePersistence() && config.persistPath() == null) {
                return new Conflict(
                        ConfigKey.ENABLE_PERSISTENCE,
                        "persistence needs a folder, set " + ConfigKey.PERSIST_PATH.tomlName(),
                        "enablePersistence=true, persistPath=none");
            }
            long activeBytes = (long) config.segmentEvents() * BYTES_PER_ACTIVE_EVENT;
            if (activeBytes > config.memoryLimitBytes() / 2) {
                return new Conflict(
                        ConfigKey.SEGMENT_EVENTS,
                        "an active segment must fit in half of the memory limit at " + BYTES_PER_ACTIVE_EVENT
                                + " bytes an event",
                        "segmentEvents=" + config.segmentEvents() + ", memoryLimitBytes=" + config.memoryLimitBytes());
            }
            return null;
        }
    }

    /**
     * Settings that do not go together.
     *
     * @param key the one to name as the place
     * @param rule what is broken
     * @param found the settings, as {@code name=value}
     */
    record Conflict(ConfigKey key, String rule, String found) {}
}
