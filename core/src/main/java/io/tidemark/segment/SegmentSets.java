package io.tidemark.segment;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.CorruptDataException;

/** The order in which a segment holds the five sets of its change set. */
final class SegmentSets {
    private SegmentSets() {}

    static BlockSet[] of(ChangeSet changes) {
        return new BlockSet[] {
            changes.touched(), changes.firstCreated(), changes.lastDeleted(), changes.unflushed(), changes.flushed()
        };
    }

    /** Of sets that their checksums vouch for. */
    static ChangeSet toChangeSet(BlockSet[] sets) {
        return ChangeSet.ofParts(sets[0], sets[1], sets[2], sets[3], sets[4]);
    }

    /** Holds sets against what is always true of them. */
    static void check(ChangeSet sets) throws CorruptDataException {
        ChangeSet.from(sets.touched(), sets.firstCreated(), sets.lastDeleted(), sets.unflushed(), sets.flushed());
    }
}
