package io.tidemark.verification.crash;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.FullRequired;
import io.tidemark.engine.LossReason;
import io.tidemark.event.BlockEvent;
import io.tidemark.event.EventSink;
import io.tidemark.simulator.VirtualClock;
import io.tidemark.spi.BlockSource;
import io.tidemark.spi.StorageEngine;
import java.util.concurrent.TimeUnit;

/** The storage engine around the tracker: it writes to its log, hands over what it wrote, and delivers again after a crash. */
final class Host implements StorageEngine {
    private final Scenario scenario;
    private final Ledger ledger;
    private final VirtualClock clock;
    private final long firstWal;
    private long settledBelow;

    /**
     * A host.
     *
     * @param firstWal where its log begins by now, unsigned; 0 for the begin
     */
    Host(Scenario scenario, Ledger ledger, VirtualClock clock, long firstWal) {
        this.scenario = scenario;
        this.ledger = ledger;
        this.clock = clock;
        this.firstWal = firstWal;
    }

    void write(Step.Write write) {
        clock.advance(TimeUnit.SECONDS.toNanos(write.seconds()));
        HostLog log = ledger.log();
        long wal = log.size() == 0
                ? scenario.firstWal()
                : log.event(log.size() - 1).walOffset() + (log.isLastSettled() ? 1 : write.walStep());
        log.append(new BlockEvent(write.kind(), write.block(), wal, clock.epochNanos()));
    }

    void deliver(BitmapEngine engine, int lane, int count) {
        for (int i = 0; i < count; i++) {
            int index = ledger.log().take(lane);
            if (index < 0) {
                return;
            }
            handOver(engine, index);
        }
    }

    void deliverAll(BitmapEngine engine) {
        for (int lane = 0; lane < Scenario.LANES; lane++) {
            deliver(engine, lane, Integer.MAX_VALUE);
        }
    }

    private void handOver(EventSink engine, int index) {
        ledger.arrivals().addEvent(index);
        engine.accept(ledger.log().event(index));
    }

    /** Tells a loss instead of handing an event over. */
    void lose(BitmapEngine engine, int lane) {
        int index = -1;
        for (int i = 0; i < Scenario.LANES && index < 0; i++) {
            index = ledger.log().take((lane + i) % Scenario.LANES);
        }
        if (index >= 0) {
            long wal = ledger.log().event(index).walOffset();
            FullRequired loss = new FullRequired(LossReason.OVERFLOW, wal, wal, "not handed over");
            ledger.arrivals().addLoss(loss, index);
            engine.reportLoss(loss.reason(), loss.walFrom(), loss.walTo(), loss.detail());
        }
    }

    /** Says how far everything was handed over, or told as lost. */
    void acknowledge(BitmapEngine engine) {
        int settled = ledger.log().settle();
        if (settled > 0) {
            long wal = ledger.log().event(settled - 1).walOffset();
            engine.deliveredThrough(wal);
            settledBelow = wal + 1;
        }
    }

    /** A new engine was opened, which was told nothing yet. */
    void meet() {
        settledBelow = 0;
    }

    /** The engine was told that every event with a lower offset, unsigned, was handed over or told as lost. */
    long settledBelow() {
        return settledBelow;
    }

    // ---- as the engine sees it

    @Override
    public String name() {
        return "vnode-1";
    }

    @Override
    public long firstWalOffset() {
        return firstWal;
    }

    @Override
    public long replay(long walOffset, EventSink sink) {
        return replay(walOffset, Integer.MAX_VALUE, sink);
    }

    /** Delivers again, but no more than so many events. */
    int replay(long walOffset, int eventsMax, EventSink sink) {
        int first = ledger.log().firstFrom(walOffset);
        int end = first + Math.min(eventsMax, ledger.log().size() - first);
        for (int index = first; index < end; index++) {
            ledger.log().takeOut(index);
            handOver(sink, index);
        }
        return end - first;
    }

    /** Not to be had: a host of this check has a log, and no blocks. */
    @Override
    public BlockSource snapshot(SnapshotPoint point) {
        throw new UnsupportedOperationException("windows are checked here, no block is copied");
    }
}
