package io.tidemark.reports.result;

/** How many events of each kind a run delivered. {@code total} is the sum of the other four. */
public record EventCounts(long create, long update, long flush, long delete, long total) {
    public EventCounts {
        if (create + update + flush + delete != total) {
            throw new IllegalArgumentException("total must be the sum of the kinds: create=" + create + ", update="
                    + update + ", flush=" + flush + ", delete=" + delete + ", total=" + total);
        }
    }

    /** The counts of each kind, with their sum. */
    public static EventCounts of(long create, long update, long flush, long delete) {
        return new EventCounts(create, update, flush, delete, create + update + flush + delete);
    }
}
