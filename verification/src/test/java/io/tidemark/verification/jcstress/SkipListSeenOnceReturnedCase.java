package io.tidemark.verification.jcstress;

import io.tidemark.index.KeyOrder;
import io.tidemark.index.SkipListIndex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A reader that begins after an insertion returned finds the pair, also if another variable tells which came first. */
@JCStressTest
@Outcome(
        id = {"0, 1", "1, 0", "1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "found, or the reader began before the insertion returned")
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "the reader had not begun, and does not find the pair")
@State
public class SkipListSeenOnceReturnedCase {
    private final SkipListIndex index = new SkipListIndex(KeyOrder.SIGNED, () -> 1);
    private volatile int begun;

    @Actor
    public void writer(II_Result r) {
        index.insert(1, 1);
        r.r1 = begun;
    }

    @Actor
    public void reader(II_Result r) {
        begun = 1;
        r.r2 = (int) index.find(1, 0);
    }
}
