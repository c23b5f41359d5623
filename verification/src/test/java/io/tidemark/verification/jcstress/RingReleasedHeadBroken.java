package io.tidemark.verification.jcstress;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventKind;
import io.tidemark.verification.broken.BrokenRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** {@link RingRoomAfterDrainCase} where the head waits in the store buffer: must fail. */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "refused by a ring that has room")
@Outcome(expect = Expect.ACCEPTABLE, desc = "one of them came first")
@State
public class RingReleasedHeadBroken {
    private final BrokenRing ring = new BrokenRing(2, BrokenRing.Fault.RELEASED_HEAD);
    private final EventBatch batch = new EventBatch(4);
    private volatile boolean begun;

    public RingReleasedHeadBroken() {
        ring.offer(EventKind.UPDATE, 1, 1, 1);
        ring.offer(EventKind.UPDATE, 2, 2, 2);
    }

    @Actor
    public void consumer(ZZ_Result r) {
        ring.drain(batch, 2);
        r.r1 = begun;
    }

    @Actor
    public void producer(ZZ_Result r) {
        begun = true;
        r.r2 = ring.offer(EventKind.UPDATE, 3, 3, 3);
    }
}
