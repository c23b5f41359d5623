package io.tidemark.simulator.storage;

import io.tidemark.workloads.ChoiceSource;
import java.util.Arrays;

/** A write that no force covers, in a crash: whole, absent, torn at the border of a sector, or with other bytes in sectors. */
final class LostWrite {
    static final int SECTOR_BYTES = 512;

    private static final int WHOLE = 0;
    private static final int ABSENT = 1;
    private static final int GARBAGE = 2;
    private static final int OUTCOMES_IN_ONE_SECTOR = 3;
    private static final int OUTCOMES = 4;

    private final byte[] before;
    private final int position;
    private final byte[] bytes;

    /**
     * A write in a crash.
     *
     * @param before the file without it
     * @param position where it begins
     * @param bytes at least one
     */
    LostWrite(byte[] before, int position, byte[] bytes) {
        this.before = before;
        this.position = position;
        this.bytes = bytes;
    }

    /** The file with what is left of the write. */
    byte[] survivors(ChoiceSource choices, FaultCounts faults) {
        int outcomes = borders() == 0 ? OUTCOMES_IN_ONE_SECTOR : OUTCOMES;
        return switch (choices.below(outcomes)) {
            case WHOLE -> whole();
            case ABSENT -> counted(before, FaultKind.ABSENT_WRITE, faults);
            case GARBAGE -> counted(garbage(choices), FaultKind.GARBAGE_WRITE, faults);
            default -> counted(torn(choices), FaultKind.TORN_WRITE, faults);
        };
    }

    private byte[] counted(byte[] left, FaultKind kind, FaultCounts faults) {
        if (!Arrays.equals(left, whole())) {
            faults.add(kind);
        }
        return left;
    }

    private byte[] whole() {
        return DiskFile.laidOver(before, position, bytes);
    }

    private byte[] torn(ChoiceSource choices) {
        int border = (position / SECTOR_BYTES + 1 + choices.below(borders())) * SECTOR_BYTES - position;
        return choices.below(2) == 0
                ? DiskFile.laidOver(before, position, Arrays.copyOf(bytes, border))
                : DiskFile.laidOver(before, position + border, Arrays.copyOfRange(bytes, border, bytes.length));
    }

    /* One sector, or all of them. */
    private byte[] garbage(ChoiceSource choices) {
        int sectors = borders() + 1;
        int sector = choices.below(sectors == 1 ? 1 : sectors + 1);
        byte[] result = whole();
        int begin =
                sector == sectors ? position : Math.max(position, (position / SECTOR_BYTES + sector) * SECTOR_BYTES);
        int end = sector == sectors
                ? position + bytes.length
                : Math.min(position + bytes.length, (position / SECTOR_BYTES + sector + 1) * SECTOR_BYTES);
        for (int at = begin; at < end; at++) {
            result[at] ^= other(at);
        }
        return result;
    }

    /* Never zero, so that every byte is another one. */
    private static byte other(int at) {
        return (byte) (0x80 | (at * 0x9E3779B1) >>> 24);
    }

    /** Borders of sectors inside the write. */
    private int borders() {
        return (position + bytes.length - 1) / SECTOR_BYTES - position / SECTOR_BYTES;
    }
}
