package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.event.OverflowPolicy;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineConfigTomlTest {
    private static final String TABLE = "[plugins.incremental_bitmap]\n";

    private static EngineConfig read(String text) {
        return EngineConfig.fromToml(new StringReader(text), "taosx.toml");
    }

    private static void assertBad(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    private static void assertBadAt(int line, int column, String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(": file=taosx.toml, line " + line + ", column " + column + ", expected=");
    }

    @Test
    void everyKeyIsRead() {
        EngineConfig config = read("""
                [plugins.incremental_bitmap]
                enable = false
                max_blocks = 9_223_372_036_854_775_807
                memory_limit_mb = 64
                enable_persistence = true
                persist_path = '/var/lib/tidemark'
                event_buffer_size = 0x1_00
                callback_threads = 1
                lru_cleanup_threshold = 100
                enable_memory_monitor = false
                overflow_policy = "degrade"
                overflow_timeout_ms = 0b11
                segment_events = 0o17
                exact_retention = "7d"
                merge_fanout = +2
                backup_batch_blocks = 5
                read_retries = -0
                read_retry_backoff_ms = 6
                read_timeout_ms = 7
                backup_compression = "zstd"
                """);
        assertThat(config.enable()).isFalse();
        assertThat(config.maxBlocks()).isEqualTo(Long.MAX_VALUE);
        assertThat(config.memoryLimitBytes()).isEqualTo(64L << 20);
        assertThat(config.enablePersistence()).isTrue();
        assertThat(config.persistPath()).isEqualTo(Path.of("/var/lib/tidemark"));
        assertThat(config.eventBufferSize()).isEqualTo(256);
        assertThat(config.callbackThreads()).isEqualTo(1);
        assertThat(config.lruCleanupThreshold()).isEqualTo(100);
        assertThat(config.enableMemoryMonitor()).isFalse();
        assertThat(config.overflowPolicy()).isEqualTo(OverflowPolicy.DEGRADE);
        assertThat(config.overflowTimeoutMs()).isEqualTo(3);
        assertThat(config.segmentEvents()).isEqualTo(15);
        assertThat(config.exactRetentionNanos()).isEqualTo(7L * 86_400 * 1_000_000_000);
        assertThat(config.mergeFanout()).isEqualTo(2);
        assertThat(config.backupBatchBlocks()).isEqualTo(5);
        assertThat(config.readRetries()).isZero();
        assertThat(config.readRetryBackoffMs()).isEqualTo(6);
        assertThat(config.readTimeoutMs()).isEqualTo(7);
        assertThat(config.backupCompression()).isEqualTo(Compression.ZSTD);
    }

    @ParameterizedTest
    @EnumSource
    void defaultIsReadAsItIsWritten(ConfigKey key) {
        Object byDefault = key.defaultSetting();
        if (byDefault != null) {
            EngineConfig written =
                    read(TABLE + key.tomlName() + " = " + key.type().write(byDefault));
            assertThat(written).hasToString(EngineConfig.builder().build().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[plugins.incremental_bitmap]\nmemory_limit_mb = 64",
                "[ plugins . \"incremental_bitmap\" ] # ours\r\n'memory_limit_mb' = 64 # MiB\r\n",
                "[plugins]\nincremental_bitmap.memory_limit_mb = 64",
                "plugins.incremental_bitmap.memory_limit_mb = 64",
                "plugins.\"incremental\\u005fbitmap\" = { enable = true, memory_limit_mb = 64 }",
                "plugins = { incremental_bitmap.memory_limit_mb = 64 }",
                "\uFEFF[plugins.incremental_bitmap]\nmemory_limit_mb = 64",
            })
    void everyFormOfTheTableIsUnderstood(String text) {
        assertThat(read(text).memoryLimitBytes()).isEqualTo(64L << 20);
    }

    @Test
    void otherTablesAreNotLookedAt() {
        EngineConfig config = read("""
                memory_limt = 1
                [other]
                memory_limt = [1, "x", { y = 1979-05-27 07:32:00 }]
                [[plugins.other]]
                enable = 3
                [plugins.incremental_bitmap]
                merge_fanout = 3
                [plugins.zebra]
                merge_fanout = "no"
                """);
        assertThat(config.mergeFanout()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "plugins = 3", "[plugins]\n", "[[plugins]]\nx = 1", "[taosx]\nx = 1"})
    void fileWithoutOurTableGivesDefaults(String text) {
        assertThat(read(text)).hasToString(EngineConfig.builder().build().toString());
    }

    @Test
    void unknownKeyIsNamedWithItsLineAndANearOne() {
        assertBad(
                TABLE + "memory_limit_mb = 64\nmemory_limt = 3\n",
                "unknown key: file=taosx.toml, line 3, column 1, expected=a key of [plugins.incremental_bitmap],"
                        + " found=memory_limt; did you mean memory_limit_mb?");
    }

    @Test
    void keyThatIsNearNothingGetsNoSuggestion() {
        assertBad(
                TABLE + "zzz = 3",
                "unknown key: file=taosx.toml, line 2, column 1, expected=a key of [plugins.incremental_bitmap],"
                        + " found=zzz");
    }

    @ParameterizedTest
    @CsvSource({
        "Enable, enable",
        "max-blocks, max_blocks",
        "maxBlocks, max_blocks",
        "overflow_polcy, overflow_policy",
        "raed_retries, read_retries",
        "callback_thread, callback_threads",
    })
    void commonSlipIsAnsweredWithTheKey(String typed, String meant) {
        assertThatThrownBy(() -> read(TABLE + typed + " = 1")).hasMessageEndingWith("; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "enable | 1 | true or false | 1 (an integer)",
                "enable | \"true\" | true or false | \"true\" (a string)",
                "max_blocks | 0 | an integer from 1 to 9223372036854775807 | 0 (an integer)",
                "max_blocks | 9223372036854775808 | an integer from 1 to 9223372036854775807 | 9223372036854775808 (an integer)",
                "max_blocks | -9223372036854775808 | an integer from 1 to 9223372036854775807 | -9223372036854775808 (an integer)",
                "memory_limit_mb | 7 | an integer from 8 to 1048576 | 7 (an integer)",
                "memory_limit_mb | 1048577 | an integer from 8 to 1048576 | 1048577 (an integer)",
                "memory_limit_mb | \"64\" | an integer from 8 to 1048576 | \"64\" (a string)",
                "memory_limit_mb | 64.0 | an integer from 8 to 1048576 | 64.0 (a floating point number)",
                "memory_limit_mb | inf | an integer from 8 to 1048576 | inf (a floating point number)",
                "memory_limit_mb | [64] | an integer from 8 to 1048576 | [64] (an array)",
                "memory_limit_mb | { a = 1 } | an integer from 8 to 1048576 | { a = 1 } (a table)",
                "persist_path | \"\" | the path of a folder | \"\" (a string)",
                "persist_path | 1979-05-27 | the path of a folder | 1979-05-27 (a date or time)",
                "persist_path | 1979-13-45 | the path of a folder | 1979-13-45 (a date or time)",
                "persist_path | \"a\\u0000\" | the path of a folder | \"a\\u0000\" (a string)",
                "overflow_policy | \"BLOCK\" | \"block\" or \"degrade\" | \"BLOCK\" (a string)",
                "overflow_policy | true | \"block\" or \"degrade\" | true (a boolean)",
                "backup_compression | \"gzip\" | \"none\" or \"zstd\" | \"gzip\" (a string)",
            })
    void valueOfAWrongTypeOrOutOfRangeIsToldWithWhatWasExpected(
            String key, String written, String expected, String found) {
        assertBad(
                TABLE + "  " + key + " = " + written + " # why not",
                key + " has a value that it cannot have: file=taosx.toml, line 2, column 3, expected=" + expected
                        + ", found=" + found);
    }

    @ParameterizedTest
    @CsvSource({"1s, 1", "30m, 1800", "12h, 43200", "7d, 604800", "106751d, 9223286400"})
    void retentionIsReadInItsUnits(String written, long seconds) {
        EngineConfig config = read(TABLE + "exact_retention = \"" + written + "\"");
        assertThat(config.exactRetentionNanos()).isEqualTo(seconds * 1_000_000_000);
        assertThat(config.toString()).contains("exact_retention = \"" + written + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "106752d", "9999999999d", "99999999999s", "7", "7 d", "-1d", "1w", "", "Unlimited"})
    void retentionThatIsNoneIsRefused(String written) {
        assertThatThrownBy(() -> read(TABLE + "exact_retention = \"" + written + "\""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 2, column 1, expected=\"unlimited\" or a whole number of d, h, m or s like"
                        + " \"7d\", from \"1s\" to \"106751d\", found=\"" + written + "\"");
    }

    @Test
    void positionIsTheKeysOwnInEveryFormOfTheTable() {
        assertBadAt(1, 28, "plugins.incremental_bitmap.enabel = 1");
        assertBadAt(2, 20, "[plugins]\nincremental_bitmap.enabel = 1");
        assertBadAt(1, 46, "plugins.incremental_bitmap = {enable = true, enabel = 1}");
        assertBadAt(2, 3, TABLE + "  \"enab\\u0065l\" = 1");
        assertBadAt(2, 29, TABLE + "[plugins.incremental_bitmap.enabel]");
        assertBadAt(3, 1, TABLE.strip() + "\r\nenable = true\r\nenabel = 1\r\n");
    }

    @Test
    void positionIsNotThatOfTheSameWordsElsewhere() {
        assertBadAt(4, 1, TABLE + "# enabel = 1\npersist_path = 'enabel = 1'\nenabel = 1");
        assertBadAt(4, 1, "[other]\nenabel = 1\n" + TABLE + "enabel = 1");
        assertBadAt(4, 1, "[other]\na = { enabel = 1 }\n" + TABLE + "enabel = 1");
        assertBadAt(6, 1, "a = \"\"\"\n" + TABLE + "enabel = 1\\\"\"\"\"\"\nb = 1\n" + TABLE + "enabel = 1");
        assertBadAt(5, 1, "a = \'\'\'\n" + TABLE + "\'\'\'\'\n" + TABLE + "enabel = 1");
        assertBadAt(6, 1, "[other]\nb = [ # ]\n { c = 1 }, \"]\", [\n[]]]\n" + TABLE + "enabel = 1");
        assertBadAt(4, 1, "[[plugins.other]]\nenabel = 1\n" + TABLE + "enabel = 1");
    }

    @Test
    void columnCountsCharactersNotCodeUnits() {
        assertBadAt(1, 51, "plugins.incremental_bitmap = {persist_path = '\uD83C\uDF0A', enabel = 1}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "plugins.incremental_bitmap = 3 | 3 (an integer)",
                "plugins.incremental_bitmap = [] | [] (an array)",
                "[[plugins.incremental_bitmap]] | an array",
            })
    void ourTableMustBeATable(String text, String found) {
        int column = text.startsWith("[[") ? 11 : 9;
        assertBad(
                text,
                "plugins.incremental_bitmap must be a table: file=taosx.toml, line 1, column " + column
                        + ", expected=[plugins.incremental_bitmap], found=" + found);
    }

    @Test
    void longValueIsCutInTheMessage() {
        assertThatThrownBy(() -> read(TABLE + "enable = '" + "x".repeat(1000) + "'"))
                .hasMessageEndingWith("found='" + "x".repeat(59) + "... (a string)");
        assertThatThrownBy(() -> read(TABLE + "enable = [1,\n2]")).hasMessageEndingWith("found=[1,... (an array)");
    }

    @Test
    void badSyntaxIsToldWithItsPlace() {
        assertBad(
                TABLE + "memory_limit_mb = @",
                "the configuration must be TOML: file=taosx.toml, line 2, column 19, expected=TOML 1.0,"
                        + " found=memory_limit_mb = @ (Unknown token)");
        assertBadAt(2, 10, TABLE + "enable = \n");
        assertBadAt(2, 7, TABLE + "enable 3\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[x", "a", "a =", "a = '", "a = \"\\", "a = [", "a = {", "\"\\u12", "= 1", "]"})
    void textThatIsNotTomlIsRefusedWithAPlaceOnItsOnlyLine(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 1, column ");
        assertThat(TomlSource.lastKeyBefore(text, text.length())).isBetween(0, text.length());
    }

    @Test
    void repeatedKeyIsToldWhereItIsRepeated() {
        assertThatThrownBy(() -> read(TABLE + "enable = true\n\n  enable = true\n\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 4, column 3, expected=each key once, found=enable = true (Duplicate key");
    }

    @Test
    void settingsThatDoNotGoTogetherAreTold() {
        assertBad(
                TABLE + "enable_persistence = true",
                "settings must go together: file=taosx.toml, line 2, column 1, expected=persistence needs a folder,"
                        + " set persist_path, found=enablePersistence=true, persistPath=none");
        assertBadAt(3, 1, TABLE + "memory_limit_mb = 8\nsegment_events = 65537");
    }

    @Test
    void fileIsReadInUtf8AndNamedInMessages(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("taosx.toml");
        Files.writeString(file, TABLE + "persist_path = \"d\u00E4mme\"");
        assertThat(EngineConfig.fromToml(file).persistPath()).isEqualTo(Path.of("d\u00E4mme"));
        Files.writeString(file, TABLE + "enable = 1");
        assertThatThrownBy(() -> EngineConfig.fromToml(file)).hasMessageContaining("file=" + file + ", line 2");
        Files.write(file, new byte[] {'a', '=', '"', (byte) 0xC3, '"'});
        assertThatThrownBy(() -> EngineConfig.fromToml(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("file=" + file + ", expected=text in UTF-8");
    }

    @Test
    void missingFileAndFolderAreRefused(@TempDir Path folder) {
        Path missing = folder.resolve("none.toml");
        assertThatThrownBy(() -> EngineConfig.fromToml(missing))
                .isInstanceOf(ConfigException.class)
                .hasMessage("configuration must be readable: file=" + missing + ", expected=a file, found=none");
        assertThatThrownBy(() -> EngineConfig.fromToml(folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("file=" + folder);
    }

    @Test
    void readerThatFailsIsAConfigurationThatCannotBeRead() {
        Reader failing = new Reader() {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("broken pipe");
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> EngineConfig.fromToml(failing, "standard input"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("file=standard input")
                .hasMessageContaining("broken pipe");
    }

    @Test
    void withoutTheTomlLibraryTheMessageNamesIt(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.toml"), TABLE);
        Class<?> config = Class.forName(EngineConfig.class.getName(), true, new WithoutToml());
        assertThatThrownBy(() -> config.getMethod("fromToml", Path.class).invoke(null, file))
                .cause()
                .satisfies(e -> assertThat(e.getClass().getName()).isEqualTo(ConfigException.class.getName()))
                .hasMessageContaining("TOML needs jackson-dataformat-toml on the class path: file=" + file);
    }

    /** Loads the engine's classes anew, in a world without the TOML library. */
    private static final class WithoutToml extends ClassLoader {
        WithoutToml() {
            super(EngineConfigTomlTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.fasterxml.jackson.dataformat")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.tidemark.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String resource = "/" + name.replace('.', '/') + ".class";
            try (var in = Objects.requireNonNull(EngineConfig.class.getResourceAsStream(resource), resource)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
