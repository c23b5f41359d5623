package io.tidemark.verification.lincheck;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bounded queue as anyone would write it: what the ring must look like. The base has room for two events. */
public class QueueModel {
    private final ArrayDeque<Integer> queue = new ArrayDeque<>();
    private final int capacity;
    private boolean isClosed;

    public QueueModel() {
        this(2);
    }

    QueueModel(int capacity) {
        this.capacity = capacity;
    }

    public boolean offer(int value) {
        return !isClosed && queue.size() < capacity && queue.add(value);
    }

    public @Nullable Integer poll() {
        return queue.poll();
    }

    public List<Integer> pollTwo() {
        List<Integer> polled = new ArrayList<>();
        while (polled.size() < 2 && !queue.isEmpty()) {
            polled.add(queue.remove());
        }
        return polled;
    }

    public int size() {
        return queue.size();
    }

    public void close() {
        isClosed = true;
    }

    public void reopen() {
        isClosed = false;
    }

    /** A queue that none of the scenarios fills. */
    public static class Roomy extends QueueModel {
        public Roomy() {
            super(64);
        }
    }
}
