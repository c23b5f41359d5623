package io.tidemark.segment;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ByteSink;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.bitmap.WindowPart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The five sets of a segment, as they stand in its image and as they are written there. */
final class SegmentSets {
    /** The order in which they stand. */
    static final List<WindowPart> ORDER = List.of(
            WindowPart.TOUCHED,
            WindowPart.FIRST_CREATED,
            WindowPart.LAST_DELETED,
            WindowPart.UNFLUSHED,
            WindowPart.FLUSHED);

    private SegmentSets() {}

    /** Of sets that their checksums vouch for. */
    static ChangeSet toChangeSet(BlockSet[] sets) {
        return ChangeSet.ofParts(sets[0], sets[1], sets[2], sets[3], sets[4]);
    }

    /** Holds sets against what is always true of them. */
    static void check(ChangeSet sets) throws CorruptDataException {
        ChangeSet.from(sets.touched(), sets.firstCreated(), sets.lastDeleted(), sets.unflushed(), sets.flushed());
    }

    /** Where the serialized sets come from. */
    @FunctionalInterface
    interface Source {
        /** Writes one set. They are asked for in their {@link #ORDER}. */
        void write(WindowPart part, ByteSink sink) throws IOException;
    }

    /** The sets of a change set that is at hand. */
    static Source of(ChangeSet changes) {
        return new WholeSets(changes);
    }

    /** Parts that equal the touched blocks are the same object, and many are: they are serialized once. */
    private static final class WholeSets implements Source {
        private final ChangeSet changes;
        private @Nullable ByteBuffer touched;

        WholeSets(ChangeSet changes) {
            this.changes = changes;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // Missing an equal part costs time only.
        public void write(WindowPart part, ByteSink sink) throws IOException {
            BlockSet set = part.of(changes);
            if (set != changes.touched()) {
                sink.write(serialized(set));
                return;
            }
            ByteBuffer known = touched;
            if (known == null) {
                known = serialized(set);
                touched = known;
            }
            sink.write(known.duplicate());
        }

        private static ByteBuffer serialized(BlockSet set) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(set.serializedBytes()));
            set.serialize(bytes);
            return bytes.flip();
        }
    }
}
