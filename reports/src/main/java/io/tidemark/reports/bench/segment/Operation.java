package io.tidemark.reports.bench.segment;

/** What is done with the events, or with the state that they became. */
public enum Operation {
    /** Events become a segment in memory: sorted, as bitmaps, and as packed columns. */
    SEAL(Place.MEMORY),
    /** Eight segments in memory become one. */
    MERGE(Place.MEMORY),
    /** A segment is moved from memory to a file, which is not forced. */
    SPILL(Place.FILES),
    /** Events become a segment on the disk, with all that belongs to it forced. */
    CHECKPOINT(Place.DURABLE_FILES),
    /** An engine opens a folder with eight segments. */
    OPEN(Place.DURABLE_FILES);

    private final Place place;

    private enum Place {
        MEMORY,
        FILES,
        DURABLE_FILES
    }

    Operation(Place place) {
        this.place = place;
    }

    boolean isOnDisk() {
        return place != Place.MEMORY;
    }

    boolean isDurable() {
        return place == Place.DURABLE_FILES;
    }
}
