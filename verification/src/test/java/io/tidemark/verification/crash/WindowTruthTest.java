package io.tidemark.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.BlockEvent;
import io.tidemark.event.EventKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The truth about a window accepts every answer that it must, and finds each that it must not. */
class WindowTruthTest {
    private final HostLog log = new HostLog();
    private final Arrivals arrivals = new Arrivals();

    /* Events of the host: those of block 1 are c, u, d; those of block 3 are u, f. */
    private static final List<BlockEvent> EVENTS = List.of(
            new BlockEvent(EventKind.CREATE, 1, 10, 0),
            new BlockEvent(EventKind.UPDATE, 3, 11, 0),
            new BlockEvent(EventKind.UPDATE, 1, 12, 0),
            new BlockEvent(EventKind.FLUSH, 3, 13, 0),
            new BlockEvent(EventKind.DELETE, 1, 14, 0));

    private void handOver(int... indexes) {
        while (log.size() < EVENTS.size()) {
            log.append(EVENTS.get(log.size()));
        }
        for (int index : indexes) {
            arrivals.addEvent(index);
        }
    }

    private static ChangeSet answer(int... indexes) {
        ChangeSet.Builder answer = ChangeSet.builder();
        for (int index : indexes) {
            answer.accept(EVENTS.get(index));
        }
        return answer.build();
    }

    private List<String> differences(int from, int to, ChangeSet answer) {
        return WindowTruth.of(log, arrivals, from, to).differences(answer);
    }

    @Test
    void theEventsOfTheWindowAreTheAnswer() {
        handOver(0, 1, 2, 3, 4);

        assertThat(differences(0, 5, answer(0, 1, 2, 3, 4))).isEmpty();
        assertThat(differences(2, 4, answer(2, 3))).isEmpty();
    }

    @Test
    void aMissingBlockIsFound() {
        handOver(0, 1, 2);

        assertThat(differences(0, 3, answer(0, 2))).containsExactly("touched: block 3, expected true, found false");
    }

    @Test
    void aBlockTooManyIsFound() {
        handOver(0, 1);

        assertThat(differences(1, 2, answer(0, 1))).containsExactly("touched: block 1, expected false, found true");
        assertThat(differences(0, 1, answer(0, 1))).containsExactly("block 3 is touched, and was never changed");
    }

    @Test
    void aWrongLastOrFirstChangeIsFound() {
        handOver(0, 1, 2, 3, 4);

        assertThat(differences(0, 5, answer(0, 1, 2, 3)))
                .containsExactlyInAnyOrder(
                        "deleted: block 1, expected true, found false",
                        "unflushed: block 1, expected false, found true");
        assertThat(differences(0, 5, answer(1, 2, 3, 4)))
                .containsExactly("first created: block 1, expected true, found false");
        assertThat(differences(0, 5, answer(0, 1, 2, 4)))
                .containsExactly("unflushed: block 3, expected false, found true");
    }

    @Test
    void whatIsDeliveredAgainMayOrMayNotBeInTheWindowAndHasItsLastState() {
        handOver(0, 1, 2, 0, 1, 2, 3, 4);

        // Only 3 and 4 are new; 0 to 2 came before, and again.
        assertThat(differences(3, 8, answer(0, 1, 2, 3, 4))).isEmpty();
        assertThat(differences(3, 8, answer(3, 4))).isEmpty();
        assertThat(differences(3, 8, answer(0, 1, 2, 3))).contains("deleted: block 1, expected true, found false");
    }

    @Test
    void whatACrashTookIsRequiredUntilItIsDeliveredAgain() {
        handOver(0, 1, 2);

        assertThat(differences(0, 3, answer())).hasSize(2);
        handOver(0, 1, 2);
        assertThat(differences(0, 6, answer(0, 1, 2))).isEmpty();
    }
}
