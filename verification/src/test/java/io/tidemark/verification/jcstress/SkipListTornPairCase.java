package io.tidemark.verification.jcstress;

import io.tidemark.index.KeyOrder;
import io.tidemark.index.SkipListIndex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A pair that moves from slot to slot, as others come and go before it, is found whole and at all times. */
@JCStressTest
@Outcome(id = "4, 40", expect = Expect.ACCEPTABLE, desc = "the pair")
@Outcome(expect = Expect.FORBIDDEN, desc = "another one, parts of two, or none")
@State
public class SkipListTornPairCase {
    private final SkipListIndex index = new SkipListIndex(KeyOrder.SIGNED, () -> 1);
    private final SkipListIndex.Pair found = new SkipListIndex.Pair();

    public SkipListTornPairCase() {
        index.insert(4, 40);
    }

    @Actor
    public void writer() {
        index.insert(3, 30);
        index.insert(2, 20);
        index.insert(1, 10);
        index.remove(3, 30);
    }

    @Actor
    public void reader(II_Result r) {
        if (index.floor(5, found)) {
            r.r1 = (int) found.key();
            r.r2 = (int) found.value();
        }
    }
}
