package io.tidemark.reports.billion;

import java.util.ArrayList;
import java.util.List;

/**
 * A question about a range of the log or of time, both ends inclusive.
 *
 * @param axis WAL offsets or time
 * @param share how many in a million events of the log it is about
 */
record Question(Axis axis, long share, long from, long to) {
    /** What a range is a range of. */
    enum Axis {
        WAL,
        TIME
    }

    private static final long[] SHARES = {100, 1_000, 10_000};
    private static final int PLACES = 4;
    private static final long MILLION = 1_000_000;

    /** Narrow and wide ranges on both axes, from the begin to the end of the first {@code events} events of a log. */
    static List<Question> over(SyntheticLog log, long events) {
        List<Question> questions = new ArrayList<>();
        for (long share : SHARES) {
            long length = Math.max(1, events * share / MILLION);
            for (int place = 0; place < PLACES; place++) {
                long begin = (events - length) / (PLACES - 1) * place;
                questions.add(byWal(log, share, begin, begin + length));
                questions.add(byTime(share, begin, begin + length));
            }
        }
        return questions;
    }

    /** The whole log, cut into {@code count} ranges of WAL offsets without a gap. */
    static List<Question> slices(SyntheticLog log, int count) {
        List<Question> slices = new ArrayList<>();
        long begin = 0;
        for (int i = 1; i <= count; i++) {
            long end = log.bursts() * i / count * Visit.BURST_EVENTS;
            if (end > begin) {
                slices.add(byWal(log, MILLION / count, begin, end));
                begin = end;
            }
        }
        return slices;
    }

    private static Question byWal(SyntheticLog log, long share, long begin, long end) {
        return new Question(Axis.WAL, share, log.walOffset(begin), log.walOffset(end - 1));
    }

    private static Question byTime(long share, long begin, long end) {
        long first = SyntheticLog.FIRST_NANOS + begin * SyntheticLog.EVENT_NANOS;
        return new Question(Axis.TIME, share, first, first + (end - begin) * SyntheticLog.EVENT_NANOS);
    }
}
