package io.tidemark.reports.bench.ring;

/** What carries the events. */
public enum RingSubject {
    /** Tidemark's ring of primitive slots. */
    TIDEMARK {
        @Override
        EventQueue open(int capacity) {
            return new TidemarkQueue(capacity);
        }
    },
    /** {@code MpscArrayQueue} of JCTools, of objects that each producer uses again. */
    JCTOOLS_MPSC {
        @Override
        EventQueue open(int capacity) {
            return JcToolsQueue.mpsc(capacity);
        }
    },
    /** The same, of new objects. */
    JCTOOLS_MPSC_ALLOCATING {
        @Override
        EventQueue open(int capacity) {
            return JcToolsQueue.mpscAllocating(capacity);
        }
    },
    /** {@code MpmcArrayQueue} of JCTools, of objects that each producer uses again. */
    JCTOOLS_MPMC {
        @Override
        EventQueue open(int capacity) {
            return JcToolsQueue.mpmc(capacity);
        }
    },
    /** The ring of the LMAX Disruptor for many producers. */
    DISRUPTOR {
        @Override
        EventQueue open(int capacity) {
            return new DisruptorQueue(capacity);
        }
    },
    /** {@code ManyToOneRingBuffer} of Agrona. */
    AGRONA {
        @Override
        EventQueue open(int capacity) {
            return new AgronaQueue(capacity);
        }
    },
    /** {@code ArrayBlockingQueue} of the JDK, of new objects. */
    ARRAY_BLOCKING_QUEUE {
        @Override
        EventQueue open(int capacity) {
            return new BlockingEventQueue(capacity);
        }
    };

    /**
     * A new queue.
     *
     * @param capacity events that it has room for, a power of two
     */
    abstract EventQueue open(int capacity);
}
