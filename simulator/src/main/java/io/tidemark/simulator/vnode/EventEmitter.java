package io.tidemark.simulator.vnode;

import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import io.tidemark.simulator.store.BlockId;
import io.tidemark.simulator.store.BlockKind;
import io.tidemark.spi.Clock;
import java.util.EnumMap;
import java.util.Map;

/**
 * The way out of a vnode for its block events. Each event enters the journal at once and one of three lanes, as if three
 * threads reported: the log's, the catalogue's and the background jobs'. Lanes are delivered when the world decides, so
 * events of different blocks overtake each other and arrive late; a block's kind fixes its lane, so events of one block
 * never do.
 *
 * <p>The journal keeps every event whose version is still in the log, in the order of the changes. It stands for what a
 * host derives from its log and its file manifest after a crash.
 */
final class EventEmitter {
    /** A reporting thread. */
    enum Lane {
        LOG,
        CATALOGUE,
        JOBS;

        static Lane of(BlockKind kind) {
            return switch (kind) {
                case WAL -> LOG;
                case META -> CATALOGUE;
                case VNODE, CURRENT, STT, DATA, HEAD, SMA, TOMB, INDEX -> JOBS;
            };
        }
    }

    private final Clock clock;
    private final EventSink sink;
    private final EventQueue journal = new EventQueue();
    private final Map<Lane, EventQueue> lanes = new EnumMap<>(Lane.class);
    private long version;

    EventEmitter(Clock clock, EventSink sink) {
        this.clock = clock;
        this.sink = sink;
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new EventQueue());
        }
    }

    /** The version that events carry from here on. */
    void advanceTo(long walVersion) {
        version = walVersion;
    }

    void emit(EventKind kind, long block) {
        long time = clock.epochNanos();
        journal.add(kind, block, version, time);
        lane(Lane.of(BlockId.kind(block))).add(kind, block, version, time);
    }

    int pending(Lane lane) {
        return lane(lane).count();
    }

    /** Delivers the oldest events of a lane. */
    void deliver(Lane lane, int count) {
        EventQueue queue = lane(lane);
        for (int i = 0; i < count; i++) {
            queue.poll(sink);
        }
    }

    /** Delivers everything, lane by lane. */
    void deliverAll() {
        for (Lane lane : Lane.values()) {
            deliver(lane, pending(lane));
        }
    }

    /** Delivers the journal again from a version on, in the order of the changes. */
    long replay(long from, EventSink target) {
        return journal.deliverFrom(from, target);
    }

    /** Forgets what replay can no longer be asked for. */
    void trimJournal(long firstVersion) {
        journal.dropBefore(firstVersion);
    }

    private EventQueue lane(Lane lane) {
        EventQueue queue = lanes.get(lane);
        if (queue == null) {
            throw new IllegalStateException("every lane has a queue: lane=" + lane);
        }
        return queue;
    }
}
