package io.tidemark.verification.jcstress;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventKind;
import io.tidemark.verification.broken.BrokenRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** {@link RingTwoProducersCase} where the tail is read and then written: must fail. */
@JCStressTest
@Outcome(
        id = {"2, 1, 2", "2, 2, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "both")
@Outcome(expect = Expect.FORBIDDEN, desc = "an accepted event is gone, or there twice")
@State
public class RingPlainClaimBroken {
    private final BrokenRing ring = new BrokenRing(4, BrokenRing.Fault.PLAIN_CLAIM);
    private final EventBatch batch = new EventBatch(4);

    @Actor
    public void one() {
        ring.offer(EventKind.UPDATE, 1, 1, 1);
    }

    @Actor
    public void two() {
        ring.offer(EventKind.UPDATE, 2, 2, 2);
    }

    @Arbiter
    public void arbiter(III_Result r) {
        r.r1 = ring.drain(batch, 4);
        r.r2 = r.r1 > 0 ? (int) batch.blockId(0) : 0;
        r.r3 = r.r1 > 1 ? (int) batch.walOffset(1) : 0;
    }
}
