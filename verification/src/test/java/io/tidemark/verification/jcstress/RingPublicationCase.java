package io.tidemark.verification.jcstress;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventKind;
import io.tidemark.event.RingBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A drained event has the payload that was offered with it, in a slot that held another one a lap before. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "not published yet")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "drained whole")
@Outcome(id = "-1", expect = Expect.FORBIDDEN, desc = "payload of an older lap, or none")
@State
public class RingPublicationCase {
    private final RingBuffer ring = new RingBuffer(2);
    private final EventBatch batch = new EventBatch(2);

    public RingPublicationCase() {
        ring.offer(EventKind.CREATE, 7, 7, 7);
        ring.offer(EventKind.CREATE, 7, 7, 7);
        ring.drain(batch, 2);
        batch.clear();
    }

    @Actor
    public void producer() {
        ring.offer(EventKind.UPDATE, 1, 2, 3);
    }

    @Actor
    public void consumer(I_Result r) {
        r.r1 = ring.drain(batch, 1) == 0 ? 0 : Payload.check(batch);
    }
}
