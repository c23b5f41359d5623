package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The configuration page says what the keys say. */
class ConfigDocumentationTest {
    private static final Path PAGE = Path.of(System.getProperty("tidemark.root", ".."), "docs", "configuration.md");

    @Test
    void pageHoldsTheTableOfKeys() throws IOException {
        assertThat(Files.readString(PAGE)).contains(table());
    }

    @Test
    void exampleOnThePageIsReadable() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("```toml\n") + "```toml\n".length();
        Path example = Files.createTempFile("example", ".toml");
        try {
            Files.writeString(example, page.substring(begin, page.indexOf("```", begin)));
            assertThat(EngineConfig.fromToml(example).enablePersistence()).isTrue();
        } finally {
            Files.delete(example);
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| key | value | default | what it does |\n|---|---|---|---|\n");
        for (ConfigKey key : ConfigKey.values()) {
            Object byDefault = key.defaultSetting();
            table.append("| `").append(key.tomlName()).append("` | ");
            table.append(key.type().expectedInToml()).append(" | ");
            table.append(byDefault == null ? "none" : "`" + key.type().write(byDefault) + "`");
            table.append(" | ").append(key.doc()).append(" |\n");
        }
        return table.toString();
    }
}
