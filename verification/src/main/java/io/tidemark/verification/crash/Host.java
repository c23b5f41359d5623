package io.tidemark.verification.crash;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.FullRequired;
import io.tidemark.engine.LossReason;
import io.tidemark.event.BlockEvent;
import io.tidemark.simulator.VirtualClock;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The storage engine around the tracker: it writes to its log, and hands over what it wrote. */
final class Host {
    private final Scenario scenario;
    private final Ledger ledger;
    private final VirtualClock clock;
    private final BitmapEngine engine;

    Host(Scenario scenario, Ledger ledger, VirtualClock clock, BitmapEngine engine) {
        this.scenario = scenario;
        this.ledger = ledger;
        this.clock = clock;
        this.engine = engine;
    }

    void write(Step.Write write) {
        clock.advance(TimeUnit.SECONDS.toNanos(write.seconds()));
        HostLog log = ledger.log();
        long wal = log.size() == 0
                ? scenario.firstWal()
                : log.event(log.size() - 1).walOffset() + write.walStep();
        log.append(new BlockEvent(write.kind(), write.block(), wal, clock.epochNanos()));
    }

    void deliver(int lane, int count) {
        for (int i = 0; i < count; i++) {
            int index = ledger.log().take(lane);
            if (index >= 0) {
                handOver(index);
            }
        }
    }

    /** Delivers again everything from an offset on, whether it was delivered before or not. */
    void deliverFrom(long walOffset) {
        for (int index = ledger.log().takeFrom(walOffset); index < ledger.log().size(); index++) {
            handOver(index);
        }
    }

    private void handOver(int index) {
        ledger.arrivals().addEvent(index);
        engine.accept(ledger.log().event(index));
    }

    /** Tells a loss instead of handing an event over. A host that cannot tell has not lost: it hands over what it has. */
    void lose(int lane) throws IOException {
        int index = ledger.log().take(lane);
        if (index < 0) {
            return;
        }
        BlockEvent event = ledger.log().event(index);
        FullRequired loss =
                new FullRequired(LossReason.OVERFLOW, event.walOffset(), event.walOffset(), "not handed over");
        try {
            engine.reportLoss(loss.reason(), loss.walFrom(), loss.walTo(), loss.detail());
            ledger.arrivals().addLoss(loss, true);
        } catch (IOException e) {
            ledger.arrivals().addLoss(loss, false);
            handOver(index);
            throw e;
        }
    }
}
