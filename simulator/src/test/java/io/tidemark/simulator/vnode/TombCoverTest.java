package io.tidemark.simulator.vnode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TombCoverTest {
    private static final TableKey TABLE = new TableKey(1, 1);

    @Test
    void hidesExactlyWhatAnyLaterDeleteCovers() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 200; round++) {
            List<Tomb> tombs = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                long from = random.nextInt(30);
                tombs.add(new Tomb(TABLE, random.nextInt(10), from, from + random.nextInt(12)));
            }
            TombCover cover = TombCover.of(tombs);
            for (long time = -1; time < 50; time++) {
                for (long version = 0; version < 11; version++) {
                    assertThat(cover.hides(time, version)).isEqualTo(isHidden(tombs, time, version));
                }
            }
        }
    }

    private static boolean isHidden(List<Tomb> tombs, long time, long version) {
        return tombs.stream().anyMatch(tomb -> tomb.touches(time, time) && tomb.version() > version);
    }

    @Test
    void anEndlessDeleteHidesToTheEndOfTime() {
        TombCover cover = TombCover.of(List.of(new Tomb(TABLE, 5, 10, Long.MAX_VALUE)));
        assertThat(cover.hides(Long.MAX_VALUE, 4)).isTrue();
        assertThat(cover.hides(9, 4)).isFalse();
    }
}
