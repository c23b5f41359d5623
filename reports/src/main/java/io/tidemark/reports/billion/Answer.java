package io.tidemark.reports.billion;

import io.tidemark.bitmap.ChangeSet;

/** A change set as its digests. */
record Answer(Digest created, Digest modified, Digest deleted, Digest unflushed) {
    static Answer of(ChangeSet changes) {
        return new Answer(
                Digest.of(changes.created().ascending()),
                Digest.of(changes.modified().ascending()),
                Digest.of(changes.deleted().ascending()),
                Digest.of(changes.unflushed().ascending()));
    }

    /** Created or modified. */
    Digest dirty() {
        return created.and(modified);
    }
}
