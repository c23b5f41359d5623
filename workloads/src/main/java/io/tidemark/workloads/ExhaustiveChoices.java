package io.tidemark.workloads;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks a whole tree of choices, depth first: each run of the same code takes the next path from the root to a leaf.
 *
 * <pre>{@code
 * ExhaustiveChoices choices = new ExhaustiveChoices();
 * do {
 *     run(choices);
 * } while (choices.advance());
 * }</pre>
 *
 * <p>What runs must depend on its choices only. The first path takes 0 everywhere. Forks draw from the same tree.
 */
public final class ExhaustiveChoices implements ChoiceSource {
    private final List<Long> path = new ArrayList<>();
    private final List<Long> bounds = new ArrayList<>();
    private int depth;

    /** At the first path. */
    public ExhaustiveChoices() {}

    /**
     * Goes to the next path.
     *
     * @return false when every path was taken; the next run would begin the tree anew
     */
    public boolean advance() {
        dropTail(depth);
        depth = 0;
        while (!path.isEmpty()) {
            int last = path.size() - 1;
            long next = path.get(last) + 1;
            if (next < bounds.get(last)) {
                path.set(last, next);
                return true;
            }
            dropTail(last);
        }
        return false;
    }

    private void dropTail(int length) {
        path.subList(length, path.size()).clear();
        bounds.subList(length, bounds.size()).clear();
    }

    @Override
    public long below(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1: bound=" + bound);
        }
        if (depth == path.size()) {
            path.add(0L);
            bounds.add(bound);
        } else if (bounds.get(depth) != bound) {
            throw new IllegalStateException("a run must depend on its choices only: choice=" + depth + ", bound before="
                    + bounds.get(depth) + ", bound now=" + bound);
        }
        return path.get(depth++);
    }

    /** Not to be had: 2^64 branches are not walked. */
    @Override
    public long nextLong() {
        throw new UnsupportedOperationException("only choices below a bound can be walked");
    }

    @Override
    public ChoiceSource fork(String name) {
        return this;
    }
}
