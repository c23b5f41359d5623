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

    static ChangeSet toChangeSet(BlockSet[] sets) throws CorruptDataException {
        return ChangeSet.from(sets[0], sets[1], sets[2], sets[3], sets[4]);
    }
}
