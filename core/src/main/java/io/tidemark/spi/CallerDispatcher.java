package io.tidemark.spi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Drives agents in the thread that calls it, in the order in which they were started: for simulations and tests, where
 * the schedule is a decision of the caller. To be used from one thread at a time. An agent is not stepped again from
 * within its own step.
 */
public final class CallerDispatcher implements Dispatcher {
    private final List<Driven> driven = new CopyOnWriteArrayList<>();

    CallerDispatcher() {}

    @Override
    public Task start(Agent agent) {
        Driven task = new Driven(agent);
        driven.add(task);
        return task;
    }

    @Override
    public void awaitProgress(int attempt) {
        step();
    }

    /**
     * Steps every agent once.
     *
     * @return the work done by all of them; 0 when none had anything to do
     */
    public int step() {
        int work = 0;
        for (Driven task : driven) {
            work += task.step();
        }
        return work;
    }

    private final class Driven implements Task {
        private final Agent agent;
        private boolean stepping;

        Driven(Agent agent) {
            this.agent = agent;
        }

        int step() {
            if (stepping) {
                return 0;
            }
            stepping = true;
            try {
                return agent.step();
            } finally {
                stepping = false;
            }
        }

        @Override
        public void close() {
            driven.remove(this);
        }
    }
}
