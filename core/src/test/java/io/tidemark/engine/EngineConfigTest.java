package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.event.OverflowPolicy;
import java.lang.reflect.Method;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineConfigTest {
    @Test
    void defaultsAreTheDocumentedOnes() {
        EngineConfig config = EngineConfig.builder().build();
        assertThat(config.enable()).isTrue();
        assertThat(config.maxBlocks()).isEqualTo(1_000_000_000L);
        assertThat(config.memoryLimitBytes()).isEqualTo(1024L << 20);
        assertThat(config.enablePersistence()).isFalse();
        assertThat(config.persistPath()).isNull();
        assertThat(config.eventBufferSize()).isEqualTo(10_000);
        assertThat(config.callbackThreads()).isEqualTo(4);
        assertThat(config.lruCleanupThreshold()).isEqualTo(80);
        assertThat(config.enableMemoryMonitor()).isTrue();
        assertThat(config.overflowPolicy()).isEqualTo(OverflowPolicy.BLOCK);
        assertThat(config.overflowTimeoutMs()).isEqualTo(30_000);
        assertThat(config.segmentEvents()).isZero();
        assertThat(config.exactRetentionNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(config.mergeFanout()).isEqualTo(8);
        assertThat(config.backupBatchBlocks()).isEqualTo(1000);
        assertThat(config.readRetries()).isEqualTo(3);
        assertThat(config.readRetryBackoffMs()).isEqualTo(100);
        assertThat(config.readTimeoutMs()).isEqualTo(30_000);
        assertThat(config.backupCompression()).isEqualTo(Compression.NONE);
    }

    @Test
    void builderHandsEverySettingOn() {
        EngineConfig config = EngineConfig.builder()
                .enable(false)
                .maxBlocks(Long.MAX_VALUE)
                .memoryLimitBytes((8L << 20) + 1)
                .enablePersistence(true)
                .persistPath(Path.of("here"))
                .eventBufferSize(2)
                .callbackThreads(64)
                .lruCleanupThreshold(1)
                .enableMemoryMonitor(false)
                .overflowPolicy(OverflowPolicy.DEGRADE)
                .overflowTimeoutMs(1)
                .segmentEvents(5)
                .exactRetentionNanos(6)
                .retentionMaxBytes(7L << 20)
                .mergeFanout(7)
                .checkpointEvents(8)
                .checkpointBytes(9L << 20)
                .checkpointIntervalMs(10)
                .scrubIntervalMs(11)
                .backupBatchBlocks(8)
                .readRetries(9)
                .readRetryBackoffMs(10)
                .readTimeoutMs(11)
                .backupCompression(Compression.ZSTD)
                .build();
        assertThat(config)
                .hasToString("EngineConfig[enable = false, max_blocks = 9223372036854775807, memory_limit_mb = 8,"
                        + " enable_persistence = true, persist_path = \"here\", event_buffer_size = 2,"
                        + " callback_threads = 64, lru_cleanup_threshold = 1, enable_memory_monitor = false,"
                        + " overflow_policy = \"degrade\", overflow_timeout_ms = 1, segment_events = 5,"
                        + " exact_retention = \"6ns\", retention_max_mb = 7, merge_fanout = 7, checkpoint_events = 8,"
                        + " checkpoint_mb = 9, checkpoint_interval_ms = 10, scrub_interval_ms = 11,"
                        + " backup_batch_blocks = 8, read_retries = 9,"
                        + " read_retry_backoff_ms = 10, read_timeout_ms = 11, backup_compression = \"zstd\"]");
        assertThat(config.memoryLimitBytes()).isEqualTo((8L << 20) + 1);
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyHasASetterAnAccessorAndADefaultInRange(ConfigKey key) throws NoSuchMethodException {
        Method accessor = EngineConfig.class.getMethod(key.settingName());
        assertThat(EngineConfig.Builder.class.getMethod(key.settingName(), accessor.getReturnType()))
                .isNotNull();
        Object byDefault = key.defaultSetting();
        if (byDefault != null) {
            assertThat(key.type().allows(byDefault)).isTrue();
        }
        assertThat(key.doc()).endsWith(".");
        assertThat(ConfigKey.named(key.tomlName())).isEqualTo(key);
    }

    @ParameterizedTest
    @EnumSource
    void numberJustOutOfRangeIsRefusedAndTheBordersAreNot(ConfigKey key) {
        if (key.type() instanceof ConfigType.WholeNumber number) {
            long min = number.min() * number.unit();
            long max = number.max() * number.unit();
            assertThat(number.allows(min) && number.allows(max)).isTrue();
            assertRefused(key, min - 1);
            if (max < Long.MAX_VALUE) {
                assertRefused(key, max + 1);
            }
        }
    }

    private static void assertRefused(ConfigKey key, long value) {
        assertThatThrownBy(() -> EngineConfig.builder().set(key, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key.settingName() + " must be from ")
                .hasMessageEndingWith(": " + key.settingName() + "=" + value);
    }

    @Test
    void memoryLimitBelowTheLeastIsRefused() {
        assertThat(EngineConfig.builder()
                        .memoryLimitBytes(EngineConfig.MEMORY_LIMIT_BYTES_MIN)
                        .build()
                        .memoryLimitBytes())
                .isEqualTo(8L << 20);
        assertThatThrownBy(() -> EngineConfig.builder().memoryLimitBytes(EngineConfig.MEMORY_LIMIT_BYTES_MIN - 1))
                .hasMessage("memoryLimitBytes must be from 8388608 to 1099511627776: memoryLimitBytes=8388607");
    }

    @Test
    void retentionOfNothingIsRefused() {
        assertThatThrownBy(() -> EngineConfig.builder().exactRetentionNanos(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(": exactRetentionNanos=0");
    }

    @Test
    void repeatedSettingIsRefusedAndTheFirstStays() {
        EngineConfig.Builder builder = EngineConfig.builder().mergeFanout(3);
        assertThatThrownBy(() -> builder.mergeFanout(3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a setting must be given once: mergeFanout=3, given before=3");
        assertThat(builder.build().mergeFanout()).isEqualTo(3);
    }

    @Test
    void refusedValueLeavesTheSettingFree() {
        EngineConfig.Builder builder = EngineConfig.builder();
        assertThatThrownBy(() -> builder.mergeFanout(1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.mergeFanout(2).build().mergeFanout()).isEqualTo(2);
    }

    @Test
    void builtConfigurationDoesNotChangeWithItsBuilder() {
        EngineConfig.Builder builder = EngineConfig.builder();
        EngineConfig before = builder.build();
        builder.mergeFanout(2);
        assertThat(before.mergeFanout()).isEqualTo(8);
    }

    @Test
    void persistenceWithoutAFolderIsRefused() {
        assertThatThrownBy(() -> EngineConfig.builder().enablePersistence(true).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("persistence needs a folder, set persist_path: enablePersistence=true, persistPath=none");
    }

    @Test
    void activeSegmentThatWouldFillTheMemoryIsRefused() {
        long limit = EngineConfig.MEMORY_LIMIT_BYTES_MIN;
        assertThat(EngineConfig.builder()
                        .memoryLimitBytes(limit)
                        .segmentEvents(65_536)
                        .build()
                        .segmentEvents())
                .isEqualTo(65_536);
        assertThatThrownBy(() -> EngineConfig.builder()
                        .memoryLimitBytes(limit)
                        .segmentEvents(65_537)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("segmentEvents=65537, memoryLimitBytes=8388608");
    }

    @Test
    void aBuilderMadeOfAConfigurationKeepsWhatIsNotGivenAnew() {
        EngineConfig config =
                EngineConfig.builder().mergeFanout(7).memoryLimitBytes(16 << 20).build();

        EngineConfig changed = config.toBuilder().memoryLimitBytes(32 << 20).build();

        assertThat(changed.mergeFanout()).isEqualTo(7);
        assertThat(changed.memoryLimitBytes()).isEqualTo(32 << 20);
        assertThat(config.memoryLimitBytes()).isEqualTo(16 << 20);
    }
}
