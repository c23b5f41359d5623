package io.tidemark.workloads;

import java.util.List;

/** Takes the choices that {@link RecordingChoices} remembered once more, to repeat a run. Forks draw from the same list. */
public final class RecordedChoices implements ChoiceSource {
    private final List<Long> recorded;
    private int next;

    /** Takes these choices, in order. */
    public RecordedChoices(List<Long> recorded) {
        this.recorded = List.copyOf(recorded);
    }

    /**
     * The next choice.
     *
     * @throws IllegalStateException if the run is not the recorded one: there is no choice any more, or it is not below the bound
     */
    @Override
    public long below(long bound) {
        long choice = nextLong();
        if (choice < 0 || choice >= bound) {
            throw new IllegalStateException("the run is not the recorded one: choice " + (next - 1) + " is " + choice
                    + ", expected one below " + bound);
        }
        return choice;
    }

    @Override
    public long nextLong() {
        if (next == recorded.size()) {
            throw new IllegalStateException("the run is not the recorded one: it draws more choices than " + next);
        }
        return recorded.get(next++);
    }

    @Override
    public ChoiceSource fork(String name) {
        return this;
    }
}
