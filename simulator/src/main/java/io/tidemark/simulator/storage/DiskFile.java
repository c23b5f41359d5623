package io.tidemark.simulator.storage;

import io.tidemark.workloads.ChoiceSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of one file, whatever its name: those that the process sees, and those that a crash would leave. */
final class DiskFile {
    /** What the disk owes to a write. */
    private enum Standing {
        /** Nothing yet. */
        UNFORCED,
        /** Nothing any more: a force failed, and the next one does not bring it back. */
        GIVEN_UP,
        /** Its bytes. */
        DURABLE
    }

    private static final class Write {
        private final int position;
        private final byte[] bytes;
        private Standing standing = Standing.UNFORCED;

        Write(int position, byte[] bytes) {
            this.position = position;
            this.bytes = bytes;
        }
    }

    /** What is seen; longer than {@code length} where there is room. */
    private byte[] seen;

    private int length;

    /** What is durable, but for the writes below. */
    private byte[] durable;

    /** From the first one that is not durable on, in order: a later one may lie over an earlier one. */
    private final List<Write> writes = new ArrayList<>();

    /** A file with these bytes, all of them durable. */
    DiskFile(byte[] bytes) {
        this.durable = bytes;
        this.seen = bytes.clone();
        this.length = bytes.length;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return read(0, length);
    }

    /** A copy of a part that is there. */
    byte[] read(int position, int count) {
        return Arrays.copyOfRange(seen, position, position + count);
    }

    void write(int position, byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int end = position + bytes.length;
        if (end > seen.length) {
            seen = Arrays.copyOf(seen, Math.max(end, seen.length * 2));
        }
        System.arraycopy(bytes, 0, seen, position, bytes.length);
        length = Math.max(length, end);
        writes.add(new Write(position, bytes));
    }

    void force() {
        settle(Standing.DURABLE);
        while (!writes.isEmpty() && writes.get(0).standing == Standing.DURABLE) {
            Write first = writes.remove(0);
            durable = laidOver(durable, first.position, first.bytes);
        }
    }

    void giveUp() {
        settle(Standing.GIVEN_UP);
    }

    private void settle(Standing standing) {
        for (Write write : writes) {
            if (write.standing == Standing.UNFORCED) {
                write.standing = standing;
            }
        }
    }

    /** What a crash leaves of it. */
    byte[] survivors(ChoiceSource choices, FaultCounts faults) {
        byte[] left = durable;
        for (Write write : writes) {
            if (write.standing == Standing.DURABLE) {
                left = laidOver(left, write.position, write.bytes);
            } else {
                left = new LostWrite(left, write.position, write.bytes).survivors(choices, faults);
            }
        }
        if (left.length < length && choices.below(2) == 1) {
            faults.add(FaultKind.ZEROED_TAIL);
            return Arrays.copyOf(left, length);
        }
        return left;
    }

    /** A copy with a part replaced; longer, and zero in between, if the part lies beyond the end. */
    static byte[] laidOver(byte[] bytes, int position, byte[] part) {
        byte[] result = Arrays.copyOf(bytes, Math.max(bytes.length, position + part.length));
        System.arraycopy(part, 0, result, position, part.length);
        return result;
    }
}
