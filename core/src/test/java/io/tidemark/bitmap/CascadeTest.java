package io.tidemark.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CascadeTest {
    private int longestJoin;

    @Test
    void foldsInTheOrderOfTheSequence() {
        for (int count = 0; count < 70; count++) {
            Cascade<String> cascade = new Cascade<>(String::concat);
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < count; i++) {
                cascade.add((char) ('0' + i) + "");
                expected.append((char) ('0' + i));
            }
            assertThat(cascade.drain("")).isEqualTo(expected.toString());
            assertThat(cascade.drain("nothing left")).isEqualTo("nothing left");
        }
    }

    @Test
    void eachPartIsJoinedLogarithmicallyOften() {
        Cascade<Integer> joins = new Cascade<>((left, right) -> {
            longestJoin = Math.max(longestJoin, Math.max(left, right) + 1);
            return Math.max(left, right) + 1;
        });
        for (int i = 0; i < 1024; i++) {
            joins.add(0);
        }
        assertThat(longestJoin).isEqualTo(10);
    }
}
