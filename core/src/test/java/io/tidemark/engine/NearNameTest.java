package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNameTest {
    @ParameterizedTest
    @CsvSource({
        "abc, abc, 0",
        "abc, abd, 1",
        "abc, acb, 1",
        "abc, ab, 1",
        "'', abc, 3",
        "kitten, sitting, 3",
        "ca, abc, 3"
    })
    void distanceIsTheLeastNumberOfSlips(String a, String b, int distance) {
        assertThat(NearName.distance(a, b)).isEqualTo(distance);
        assertThat(NearName.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void firstOfEquallyNearNamesIsFound() {
        assertThat(NearName.find("abcdx", List.of("abcdy", "abcdz"))).isEqualTo("abcdy");
    }

    @Test
    void nameThatIsTooFarIsNotSuggested() {
        assertThat(NearName.find("x", List.of("enable"))).isNull();
        assertThat(NearName.find("", List.of("enable"))).isNull();
    }
}
