package io.tidemark.reports.billion;

import io.tidemark.engine.BitmapEngine;

/** From where a host delivers again. */
final class ReplayPoint {
    private ReplayPoint() {}

    /** The first WAL offset whose events may not be durable. */
    static long of(BitmapEngine engine) {
        return 0;
    }
}
