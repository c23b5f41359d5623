package io.tidemark.spi;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives each agent by a daemon thread. One of the places where {@code core} may reach past its seams. */
final class ThreadDispatcher implements Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadDispatcher.class);
    private static final int SPINS = 64;
    private static final long PARK_NANOS_MAX = 1_000_000;

    @Override
    public Task start(Agent agent) {
        Loop loop = new Loop(agent);
        loop.thread.start();
        return loop;
    }

    @Override
    public void awaitProgress(int attempt) {
        if (attempt < SPINS) {
            Thread.onSpinWait();
        } else {
            int doublings = Math.min(attempt - SPINS, 10);
            LockSupport.parkNanos(Math.min(1_000L << doublings, PARK_NANOS_MAX));
        }
    }

    private final class Loop implements Task, Runnable {
        private final Agent agent;
        private final Thread thread;
        private volatile boolean closed;

        Loop(Agent agent) {
            this.agent = agent;
            this.thread = new Thread(this, "tidemark-" + agent.name());
            this.thread.setDaemon(true);
        }

        @Override
        public void run() {
            int idle = 0;
            while (!closed) {
                if (stepSafely() > 0) {
                    idle = 0;
                } else {
                    awaitProgress(idle);
                    idle = Math.min(idle + 1, SPINS + 10);
                }
            }
        }

        /* An agent reports its own failures through its state; what escapes it must not end the loop in silence. */
        private int stepSafely() {
            try {
                return agent.step();
            } catch (RuntimeException e) {
                LOG.error("step of agent failed, it will be tried again: agent={}", agent.name(), e);
                return 0;
            }
        }

        @Override
        public void close() {
            closed = true;
            if (Thread.currentThread() == thread) {
                return;
            }
            LockSupport.unpark(thread);
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
