package io.tidemark.simulator.vnode;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The deletes of one table as a step function of time: the highest version that hides. Lookup O(log n). */
final class TombCover {
    static final TombCover NONE = of(List.of());

    private final long[] starts;
    private final long[] versions;

    private TombCover(long[] starts, long[] versions) {
        this.starts = starts;
        this.versions = versions;
    }

    static TombCover of(List<Tomb> tombs) {
        long[] starts = tombs.stream()
                .flatMapToLong(tomb -> tomb.to() == Long.MAX_VALUE
                        ? LongStream.of(tomb.from())
                        : LongStream.of(tomb.from(), tomb.to() + 1))
                .sorted()
                .distinct()
                .toArray();
        Tomb[] byStart = tombs.toArray(Tomb[]::new);
        Arrays.sort(byStart, (a, b) -> Long.compare(a.from(), b.from()));
        long[] versions = new long[starts.length];
        NavigableMap<Long, Long> endByVersion = new TreeMap<>();
        int next = 0;
        for (int i = 0; i < starts.length; i++) {
            for (; next < byStart.length && byStart[next].from() <= starts[i]; next++) {
                endByVersion.merge(byStart[next].version(), byStart[next].to(), Math::max);
            }
            versions[i] = highestReaching(starts[i], endByVersion);
        }
        return new TombCover(starts, versions);
    }

    /* Drops the deletes that ended; the highest of the rest hides. */
    private static long highestReaching(long start, NavigableMap<Long, Long> endByVersion) {
        while (!endByVersion.isEmpty()) {
            if (endByVersion.lastEntry().getValue() >= start) {
                return endByVersion.lastKey();
            }
            endByVersion.pollLastEntry();
        }
        return Long.MIN_VALUE;
    }

    /** Whether a row is deleted. */
    boolean hides(long timestamp, long version) {
        int at = Arrays.binarySearch(starts, timestamp);
        int step = at >= 0 ? at : -at - 2;
        return step >= 0 && versions[step] > version;
    }
}
