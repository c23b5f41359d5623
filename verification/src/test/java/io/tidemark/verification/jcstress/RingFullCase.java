package io.tidemark.verification.jcstress;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventKind;
import io.tidemark.event.RingBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/** Offer into a full ring while it is drained: refused or taken, and in no case over what is being read. */
@JCStressTest
@Outcome(id = "false, 12, 0", expect = Expect.ACCEPTABLE, desc = "refused")
@Outcome(id = "true, 12, 3", expect = Expect.ACCEPTABLE, desc = "taken behind the drain")
@Outcome(expect = Expect.FORBIDDEN, desc = "an event is gone, there twice, or overwritten")
@State
public class RingFullCase {
    private final RingBuffer ring = new RingBuffer(2);
    private final EventBatch batch = new EventBatch(4);

    public RingFullCase() {
        ring.offer(EventKind.UPDATE, 1, 1, 1);
        ring.offer(EventKind.UPDATE, 2, 2, 2);
    }

    @Actor
    public void producer(ZII_Result r) {
        r.r1 = ring.offer(EventKind.UPDATE, 3, 3, 3);
    }

    @Actor
    public void consumer(ZII_Result r) {
        ring.drain(batch, 4);
        r.r2 = digits();
    }

    @Arbiter
    public void arbiter(ZII_Result r) {
        batch.clear();
        ring.drain(batch, 4);
        r.r3 = digits();
    }

    private int digits() {
        int digits = 0;
        for (int i = 0; i < batch.count(); i++) {
            digits = digits * 10 + (int) batch.blockId(i);
        }
        return digits;
    }
}
