package io.tidemark.workloads;

import java.util.ArrayList;
import java.util.List;

/** Passes on the choices of another source and remembers them, for {@link RecordedChoices}; those of its forks too. */
public final class RecordingChoices implements ChoiceSource {
    private final ChoiceSource source;
    private final List<Long> taken;

    /** Remembers what is drawn from {@code source} through it. */
    public RecordingChoices(ChoiceSource source) {
        this(source, new ArrayList<>());
    }

    private RecordingChoices(ChoiceSource source, List<Long> taken) {
        this.source = source;
        this.taken = taken;
    }

    /** The choices so far, in order. */
    public List<Long> taken() {
        return List.copyOf(taken);
    }

    @Override
    public long below(long bound) {
        return remember(source.below(bound));
    }

    @Override
    public long nextLong() {
        return remember(source.nextLong());
    }

    private long remember(long choice) {
        taken.add(choice);
        return choice;
    }

    @Override
    public ChoiceSource fork(String name) {
        return new RecordingChoices(source.fork(name), taken);
    }
}
