package io.tidemark.verification.jcstress;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventKind;
import io.tidemark.event.RingBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The size is never negative nor over the capacity, while the ring is emptied and filled. */
@JCStressTest
@Outcome(
        id = {"[012], [012]"},
        expect = Expect.ACCEPTABLE,
        desc = "within the ring")
@Outcome(expect = Expect.FORBIDDEN, desc = "a size that the ring cannot have")
@State
public class RingSizeCase {
    private final RingBuffer ring = new RingBuffer(2);
    private final EventBatch batch = new EventBatch(4);

    public RingSizeCase() {
        ring.offer(EventKind.UPDATE, 1, 1, 1);
    }

    @Actor
    public void worker() {
        ring.drain(batch, 1);
        ring.offer(EventKind.UPDATE, 2, 2, 2);
        ring.offer(EventKind.UPDATE, 3, 3, 3);
        ring.drain(batch, 2);
        ring.offer(EventKind.UPDATE, 4, 4, 4);
    }

    @Actor
    public void observer(II_Result r) {
        r.r1 = ring.size();
        r.r2 = ring.size();
    }
}
