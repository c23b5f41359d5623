package io.tidemark.segment;

/**
 * The stable order of events by WAL offset, unsigned. O(n) for each byte in which the offsets differ: a radix sort of
 * positions, lowest byte first; of n events in order already it answers without sorting.
 */
final class WalOrder {
    private static final int RADIX = 256;

    private WalOrder() {}

    /** The positions 0 to count - 1, ordered by their offsets; equal offsets stay in the order of their positions. */
    static int[] of(long[] walOffsets, int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        long differing = isSorted(walOffsets, count) ? 0 : differingBits(walOffsets, count);
        int[] spare = differing == 0 ? order : new int[count];
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            if ((differing >>> shift & 0xFF) != 0) {
                sortByByte(walOffsets, order, spare, shift);
                int[] sorted = spare;
                spare = order;
                order = sorted;
            }
        }
        return order;
    }

    private static boolean isSorted(long[] walOffsets, int count) {
        for (int i = 1; i < count; i++) {
            if (Long.compareUnsigned(walOffsets[i - 1], walOffsets[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    private static long differingBits(long[] walOffsets, int count) {
        long differing = 0;
        for (int i = 1; i < count; i++) {
            differing |= walOffsets[i] ^ walOffsets[0];
        }
        return differing;
    }

    private static void sortByByte(long[] walOffsets, int[] order, int[] into, int shift) {
        int[] begins = new int[RADIX + 1];
        for (int position : order) {
            begins[(int) (walOffsets[position] >>> shift & 0xFF) + 1]++;
        }
        for (int i = 1; i <= RADIX; i++) {
            begins[i] += begins[i - 1];
        }
        for (int position : order) {
            into[begins[(int) (walOffsets[position] >>> shift & 0xFF)]++] = position;
        }
    }
}
