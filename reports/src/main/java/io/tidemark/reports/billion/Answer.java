package io.tidemark.reports.billion;

import io.tidemark.bitmap.ChangeSet;

/** A change set as its digests. */
record Answer(Digest created, Digest modified, Digest deleted, Digest unflushed) {
    static final Answer EMPTY = new Answer(Digest.EMPTY, Digest.EMPTY, Digest.EMPTY, Digest.EMPTY);

    static Answer of(ChangeSet changes) {
        return new Answer(
                Digest.of(changes.created().ascending()),
                Digest.of(changes.modified().ascending()),
                Digest.of(changes.deleted().ascending()),
                Digest.of(changes.unflushed().ascending()));
    }

    /** With the blocks of an answer that has none of these. */
    Answer and(Answer disjoint) {
        return new Answer(
                created.and(disjoint.created),
                modified.and(disjoint.modified),
                deleted.and(disjoint.deleted),
                unflushed.and(disjoint.unflushed));
    }

    /** Created or modified. */
    Digest dirty() {
        return created.and(modified);
    }
}
