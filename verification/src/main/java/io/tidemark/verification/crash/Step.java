package io.tidemark.verification.crash;

import io.tidemark.event.EventKind;
import java.io.IOException;

/** One thing that happens in a {@link Scenario}, to the host, the engine or a consumer. */
sealed interface Step {
    /** Does it, and enters it in the ledger. */
    void run(World world) throws IOException;

    /**
     * The host changes a block: the event goes to the end of its log, and waits in the lane of its block.
     *
     * @param walStep how far its offset is behind that of the event before it; 0 for the same record
     * @param seconds how much time passes before
     */
    record Write(EventKind kind, long block, int walStep, int seconds) implements Step {
        @Override
        public void run(World world) {
            world.host().write(this);
        }
    }

    /** The host hands over up to so many events of a lane. */
    record Deliver(int lane, int count) implements Step {
        @Override
        public void run(World world) {
            world.host().deliver(world.engine(), lane, count);
        }
    }

    /** The host cannot hand over the next event of a lane, or of another one, and says so. */
    record Lose(int lane) implements Step {
        @Override
        public void run(World world) {
            world.host().lose(world.engine(), lane);
        }
    }

    /** The host says how far it has handed over everything. */
    record Acknowledge() implements Step {
        @Override
        public void run(World world) {
            world.host().acknowledge(world.engine());
        }
    }

    /** A consumer comes whose base is the empty store; one that is there stays as it is. */
    record AddFromStart(String consumer) implements Step {
        @Override
        public void run(World world) throws IOException {
            world.consumers().addFromStart(consumer);
        }
    }

    /** A consumer without a base comes; one that is there stays as it is. */
    record Add(String consumer) implements Step {
        @Override
        public void run(World world) throws IOException {
            world.consumers().add(consumer);
        }
    }

    /** A consumer goes for good, if it is there. */
    record Remove(String consumer) implements Step {
        @Override
        public void run(World world) throws IOException {
            world.consumers().remove(consumer);
        }
    }

    /** A consumer begins a window. */
    record Begin(String consumer) implements Step {
        @Override
        public void run(World world) throws IOException {
            world.consumers().begin(consumer);
        }
    }

    /** A consumer commits the window that it has open, if it has one. */
    record Commit(String consumer) implements Step {
        @Override
        public void run(World world) throws IOException {
            world.consumers().commit(consumer);
        }
    }

    /** A consumer gives up the window that it has open, if it has one. */
    record Abort(String consumer) implements Step {
        @Override
        public void run(World world) throws IOException {
            world.consumers().abort(consumer);
        }
    }

    /** A consumer asks for its open window once more, if it has one. */
    record Resume(String consumer) implements Step {
        @Override
        public void run(World world) throws IOException {
            world.consumers().resume(consumer);
        }
    }

    /** What has arrived becomes durable. */
    record Checkpoint() implements Step {
        @Override
        public void run(World world) throws IOException {
            world.checkpoint();
        }
    }

    /** One step of the background work: seals, checkpoints, merges, drops what has expired, looks for damage. */
    record Maintain() implements Step {
        @Override
        public void run(World world) {
            world.maintain();
        }
    }

    /** Everything leaves the heap that can. */
    record Spill() implements Step {
        @Override
        public void run(World world) {
            world.engine().cleanUpMemory(0);
        }
    }

    /** The host hands over what waits, and closes the engine; it is opened again. */
    record Reopen() implements Step {
        @Override
        public void run(World world) throws IOException {
            world.reopen();
        }
    }

    /**
     * Every consumer's pending window is asked for, and the ranges between two events.
     *
     * @param from picks the first event of a range
     * @param to picks its last one
     */
    record Ask(int from, int to) implements Step {
        @Override
        public void run(World world) throws IOException {
            world.checks().windowsPending();
            world.checks().ranges(from, to);
        }
    }
}
