package io.tidemark.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "64MiB, 67108864",
        "8mib, 8388608",
        "1GiB, 1073741824",
        "512KB, 512000",
        "512KiB, 524288",
        "1.5 KiB, 1536",
        "4096, 4096",
        "7B, 7",
        "2g, 2147483648",
        "8388607TiB, 9223370937343148032"
    })
    void sizesMeanTheirBytes(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MiB",
                "-1MiB",
                "0",
                "64Mi",
                "64 potatoes",
                "1.0001B",
                "8388608TiB",
                "99999999999999999999",
                "1e3"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
