package io.tidemark.engine;

import io.tidemark.spi.Agent;
import io.tidemark.spi.Clock;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Background work that reaches a disk: what fails is logged once, and tried again after a pause. */
final class RetryingAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingAgent.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final Work work;
    private final Clock clock;
    private boolean isFailing;
    private long failedAt;

    /** Does what is due, and answers how much that was. */
    interface Work {
        int step() throws IOException;
    }

    RetryingAgent(String name, Work work, Clock clock) {
        this.name = name;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int step() {
        if (isFailing && clock.nanoTime() - failedAt < RETRY_NANOS) {
            return 0;
        }
        try {
            int done = work.step();
            isFailing = false;
            return done;
        } catch (IOException e) {
            if (!isFailing) {
                LOG.warn("background work failed, it will be tried again; nothing is lost: work={}", name, e);
            }
            isFailing = true;
            failedAt = clock.nanoTime();
            return 0;
        }
    }
}
