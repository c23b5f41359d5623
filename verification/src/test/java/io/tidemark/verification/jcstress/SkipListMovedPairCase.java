package io.tidemark.verification.jcstress;

import io.tidemark.index.KeyOrder;
import io.tidemark.index.SkipListIndex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A writer that gives a value another key is seen before or after, though it splits a node and merges it again. */
@JCStressTest
@Outcome(
        id = {"64, 640", "65, 650"},
        expect = Expect.ACCEPTABLE,
        desc = "old or new")
@Outcome(expect = Expect.FORBIDDEN, desc = "neither")
@State
public class SkipListMovedPairCase {
    private static final int FULL_NODE = 64;

    private final SkipListIndex index = new SkipListIndex(KeyOrder.SIGNED, () -> 1);
    private final SkipListIndex.Pair found = new SkipListIndex.Pair();

    public SkipListMovedPairCase() {
        for (int key = 1; key <= FULL_NODE; key++) {
            index.insert(key, key * 10L);
        }
    }

    @Actor
    public void writer() {
        index.insert(65, 650);
        index.remove(64, 640);
    }

    @Actor
    public void reader(II_Result r) {
        if (index.floor(99, found)) {
            r.r1 = (int) found.key();
            r.r2 = (int) found.value();
        }
    }
}
