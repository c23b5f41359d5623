package io.tidemark.verification.jcstress;

import io.tidemark.event.EventKind;
import io.tidemark.event.RingBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Two producers and room for one: one of them gets it. */
@JCStressTest
@Outcome(
        id = {"true, false, 2", "false, true, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "one of them")
@Outcome(expect = Expect.FORBIDDEN, desc = "none, or both")
@State
public class RingLastSlotCase {
    private final RingBuffer ring = new RingBuffer(2);

    public RingLastSlotCase() {
        ring.offer(EventKind.UPDATE, 7, 7, 7);
    }

    @Actor
    public void one(ZZI_Result r) {
        r.r1 = ring.offer(EventKind.UPDATE, 1, 1, 1);
    }

    @Actor
    public void two(ZZI_Result r) {
        r.r2 = ring.offer(EventKind.UPDATE, 2, 2, 2);
    }

    @Arbiter
    public void arbiter(ZZI_Result r) {
        r.r3 = ring.size();
    }
}
