package io.tidemark.event;

import org.jspecify.annotations.Nullable;

/** Knows which thread is inside an agent's step, so that a call back from there can be told from one from outside. */
final class AgentThread {
    /*
     * Field    writer        write mode   read mode   pairs with
     * -------- ------------- ------------ ----------- --------------------------------------------------
     * inside   the stepper   volatile     volatile    nothing: only a thread's own write can equal it
     */
    private volatile @Nullable Thread inside;

    void enter() {
        inside = Thread.currentThread();
    }

    void leave() {
        inside = null;
    }

    boolean isCurrent() {
        return inside == Thread.currentThread();
    }
}
