package io.tidemark.verification.jcstress;

import io.tidemark.event.EventKind;
import io.tidemark.event.RingBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/** What is enqueued when close returns is all that there will be. */
@JCStressTest
@Outcome(id = "true, 1, 1", expect = Expect.ACCEPTABLE, desc = "offered before the end")
@Outcome(id = "false, 0, 0", expect = Expect.ACCEPTABLE, desc = "offered after the end")
@Outcome(expect = Expect.FORBIDDEN, desc = "an event was accepted that the closing thread did not see")
@State
public class RingCloseCase {
    private final RingBuffer ring = new RingBuffer(2);

    @Actor
    public void producer(ZII_Result r) {
        r.r1 = ring.offer(EventKind.UPDATE, 1, 1, 1);
    }

    @Actor
    public void closer(ZII_Result r) {
        ring.close();
        r.r2 = (int) ring.enqueued();
    }

    @Arbiter
    public void arbiter(ZII_Result r) {
        r.r3 = (int) ring.enqueued();
    }
}
