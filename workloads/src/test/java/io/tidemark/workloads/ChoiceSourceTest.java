package io.tidemark.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceSourceTest {
    /* A tree whose second choice depends on the first. */
    private static String leaf(ChoiceSource choices) {
        long first = choices.below(3);
        return first == 1 ? "1" : first + "" + choices.fork("x").below((int) first + 2);
    }

    @Test
    void everyLeafIsReachedOnceInOrder() {
        ExhaustiveChoices choices = new ExhaustiveChoices();
        List<String> leaves = new ArrayList<>();
        do {
            leaves.add(leaf(choices));
        } while (choices.advance());

        assertThat(leaves).containsExactly("00", "01", "1", "20", "21", "22", "23");
    }

    @Test
    void aTreeWithoutChoicesHasOneLeaf() {
        assertThat(new ExhaustiveChoices().advance()).isFalse();
    }

    @Test
    void aRunThatDependsOnMoreThanItsChoicesIsFound() {
        ExhaustiveChoices choices = new ExhaustiveChoices();
        choices.below(2);
        choices.below(2);
        assertThat(choices.advance()).isTrue();

        assertThatIllegalStateException().isThrownBy(() -> choices.below(3)).withMessageContaining("bound now=3");
    }

    @Test
    void aRecordedRunIsRepeated() {
        RecordingChoices recording = new RecordingChoices(ChoiceSource.seeded(5));
        List<Object> run = List.of(leaf(recording), leaf(recording.fork("f")), recording.nextLong());

        ChoiceSource recorded = new RecordedChoices(recording.taken());
        assertThat(List.of(leaf(recorded), leaf(recorded.fork("f")), recorded.nextLong()))
                .isEqualTo(run);
    }

    @Test
    void aRunThatIsNotTheRecordedOneIsFound() {
        ChoiceSource recorded = new RecordedChoices(List.of(4L));

        assertThatIllegalStateException().isThrownBy(() -> recorded.below(4)).withMessageContaining("below 4");
        assertThatIllegalStateException().isThrownBy(recorded::nextLong).withMessageContaining("more choices");
    }
}
