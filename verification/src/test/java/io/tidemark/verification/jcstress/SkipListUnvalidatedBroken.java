package io.tidemark.verification.jcstress;

import io.tidemark.verification.broken.BrokenIndex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** {@link SkipListTornPairCase} where the reader does not look at the version again: must fail. */
@JCStressTest
@Outcome(id = "4, 40", expect = Expect.ACCEPTABLE, desc = "the pair")
@Outcome(expect = Expect.FORBIDDEN, desc = "another one, parts of two, or none")
@State
public class SkipListUnvalidatedBroken {
    private final BrokenIndex index = new BrokenIndex(BrokenIndex.Fault.UNVALIDATED);

    public SkipListUnvalidatedBroken() {
        index.insert(4, 40);
    }

    @Actor
    public void writer() {
        index.insert(3, 30);
        index.insert(2, 20);
        index.insert(1, 10);
        index.remove(3);
    }

    @Actor
    public void reader(II_Result r) {
        long[] found = index.floor(5);
        if (found.length != 0) {
            r.r1 = (int) found[0];
            r.r2 = (int) found[1];
        }
    }
}
