package io.tidemark.verification.jcstress;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventKind;
import io.tidemark.event.RingBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A consumer that drained and does not see a producer's flag yet has made room for the offer that follows the flag. */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "refused by a ring that has room")
@Outcome(expect = Expect.ACCEPTABLE, desc = "one of them came first")
@State
public class RingRoomAfterDrainCase {
    private final RingBuffer ring = new RingBuffer(2);
    private final EventBatch batch = new EventBatch(4);
    private volatile boolean begun;

    public RingRoomAfterDrainCase() {
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
