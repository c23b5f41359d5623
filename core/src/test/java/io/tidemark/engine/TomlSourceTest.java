package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TomlSourceTest {
    private static final String PIECES = "[]{}=.,#\"'\\\n\r ab1_-u{\uD83C\uDF0A";

    @Test
    void keysAndValuesOfAnInlineTableAreFound() {
        TomlSource source = TomlSource.of("a.b = { c = [1, {d = 2}], e.'f g' = 'x' } # end");
        assertThat(source.writtenShort(List.of("a", "b", "c"))).isEqualTo("[1, {d = 2}]");
        assertThat(source.writtenShort(List.of("a", "b", "e", "f g"))).isEqualTo("'x'");
        assertThat(source.position(List.of("a", "b", "e", "f g"))).isEqualTo(new TomlSource.Position(1, 29));
        assertThat(source.writtenShort(List.of("a", "b"))).startsWith("{ c =").endsWith("'x' }");
        assertThat(source.writtenShort(List.of("a"))).isNull();
    }

    @Test
    void escapesInKeysAreUnderstood() {
        TomlSource source = TomlSource.of("\"a\\\"\\u0062\\U0001F30A\\t\" = 1");
        assertThat(source.writtenShort(List.of("a\"b\uD83C\uDF0A\t"))).isEqualTo("1");
    }

    /** The scan is asked about broken text too, up to where the library stopped: it must end, and stay inside. */
    @Test
    void anyTextIsScannedToItsEnd() {
        Random random = new Random(20240601);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(PIECES.charAt(random.nextInt(PIECES.length())));
            }
            assertThatCode(() -> {
                        int last = TomlSource.lastKeyBefore(text.toString(), text.length());
                        assertThat(last).isBetween(0, text.length());
                        TomlSource.Position.of(text.toString(), last);
                    })
                    .as("seed 20240601, text <%s>", text)
                    .doesNotThrowAnyException();
        }
    }
}
