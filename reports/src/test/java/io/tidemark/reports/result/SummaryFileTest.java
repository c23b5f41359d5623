package io.tidemark.reports.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryFileTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        SummaryFile.write(SampleRuns.simulation(), file());

        assertThat(SummaryFile.read(file())).isEqualTo(SampleRuns.simulation());
    }

    @Test
    void aRunOfABillionBlocksIsReadBack() throws IOException {
        SummaryFile.write(SampleRuns.billion(3), file());

        assertThat(SummaryFile.read(file())).isEqualTo(SampleRuns.billion(3));
        assertThat(SummaryFile.read(file()).differences()).isEqualTo(3);
    }

    @Test
    void whatWasNotMeasuredIsAbsent() throws IOException {
        SummaryFile.write(SampleRuns.nothingMeasured(), file());

        JsonNode tree = JsonMapper.builder().build().readTree(file().toFile());
        assertThat(tree.fieldNames()).toIterable().containsExactly("schemaVersion", "command", "version");
        assertThat(SummaryFile.read(file())).isEqualTo(SampleRuns.nothingMeasured());
    }

    @Test
    void anOffsetInTheUpperHalfIsAnUnsignedNumber() throws IOException {
        SummaryFile.write(SampleRuns.simulation(), file());

        JsonNode tree = JsonMapper.builder().build().readTree(file().toFile());
        assertThat(tree.at("/backups/6/walTo").asText()).isEqualTo("18446744073709551615");
    }

    @Test
    void aFieldOfANewerMinorVersionIsIgnored() throws IOException {
        Files.writeString(file(), """
                {"schemaVersion": "1.9", "command": "replay", "version": "0.9.0", "moonPhase": 3,
                 "check": {"windows": 1, "ranges": 2, "differences": 0, "mood": "fine"}}""");

        assertThat(SummaryFile.read(file()).check()).isEqualTo(new CheckCounts(1, 2L, 0));
    }

    @Test
    void anotherMajorVersionIsRefused() throws IOException {
        Files.writeString(file(), "{\"schemaVersion\": \"2.0\", \"command\": \"replay\", \"version\": \"2.0.0\"}");

        assertRefused("expected schemaVersion 1.x, found schemaVersion 2.0");
    }

    @Test
    void aForeignFileIsRefused() throws IOException {
        Files.writeString(file(), "{\"name\": \"something else\"}");

        assertRefused("JSON without \"schemaVersion\" and \"command\"");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Files.writeString(file(), "");

        assertRefused("JSON without \"schemaVersion\" and \"command\"");
    }

    @Test
    void damagedJsonIsRefusedWithItsLine() throws IOException {
        Files.writeString(file(), "{\"schemaVersion\": \"1.0\",\n\"command\": }");

        assertRefused("summary.json:2: expected a summary written by Tidemark");
    }

    @Test
    void aMissingNumberIsRefused() throws IOException {
        Files.writeString(
                file(),
                "{\"schemaVersion\": \"1.0\", \"command\": \"x\", \"version\": \"1\", \"check\": {\"windows\": 1}}");

        assertRefused("expected a summary written by Tidemark");
    }

    @Test
    void anOffsetBeyond64BitsIsRefused() throws IOException {
        Files.writeString(file(), """
                {"schemaVersion": "1.0", "command": "x", "version": "1", "backups": [
                 {"id": "a", "mode": "full", "created": 1, "modified": 1, "deleted": 1,
                  "walTo": 18446744073709551616}]}""");

        assertRefused("must be from 0 to 2^64 - 1");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> SummaryFile.read(file()))
                .isInstanceOf(UnreadableResultException.class)
                .hasMessageContaining(message);
    }

    private Path file() {
        return folder.resolve(SummaryFile.NAME);
    }
}
