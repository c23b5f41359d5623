package io.tidemark.reports.bench.segment;

import java.io.IOException;

/** Who does the work. */
public enum SegmentSubject {
    /** Tidemark's engine. */
    TIDEMARK {
        @Override
        StateWork open(Operation operation, int events) throws IOException {
            return new EngineWork(operation, events);
        }
    },
    /** A plain write of as many bytes as the engine's state has after it. */
    PLAIN_WRITE {
        @Override
        StateWork open(Operation operation, int events) throws IOException {
            try (EngineWork engine = new EngineWork(operation, events)) {
                engine.prepare();
                engine.run();
                long bytes = engine.bytes();
                engine.clear();
                return new PlainWrite(bytes, operation == Operation.CHECKPOINT);
            }
        }
    };

    /** The work on so many events. */
    abstract StateWork open(Operation operation, int events) throws IOException;
}
