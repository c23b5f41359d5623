package io.tidemark.verification.jcstress;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventKind;

/** The event that the publication cases send. */
final class Payload {
    private Payload() {}

    /** 1 if the batch begins with UPDATE(1, 2, 3), -1 if with anything else. */
    static int check(EventBatch batch) {
        boolean isWhole = batch.kind(0) == EventKind.UPDATE
                && batch.blockId(0) == 1
                && batch.walOffset(0) == 2
                && batch.timestampNanos(0) == 3;
        return isWhole ? 1 : -1;
    }
}
