package io.tidemark.bitmap;

import static io.tidemark.bitmap.RoaringLayout.BITMAP_WORDS;

/**
 * A set of 16-bit values to compute with, as 65,536 bits. Only words in use are ever looked at, so each operation is linear
 * in the bytes of the containers that were added, not in the size of the bitmap. Not thread-safe.
 */
final class ContainerWords {
    /** The room that copying needs behind the last value. */
    static final int SLACK = 1;

    private final long[] words = new long[BITMAP_WORDS];
    /* Bit w says that word w may have values; any other word is zero. */
    private final long[] used = new long[BITMAP_WORDS / Long.SIZE];

    /* The words of the operand, those without values left out. */
    private final int[] operandIndexes = new int[BITMAP_WORDS + 1];
    private final long[] operandWords = new long[BITMAP_WORDS + 1];

    /* What was found when it was measured: the words with values, ascending, and the numbers of values and of runs. */
    private final int[] measured = new int[BITMAP_WORDS];
    private int measuredCount;
    private int cardinality;
    private int runs;

    void clear() {
        for (int group = 0; group < used.length; group++) {
            for (long left = used[group]; left != 0; left &= left - 1) {
                words[group << 6 | Long.numberOfTrailingZeros(left)] = 0;
            }
            used[group] = 0;
        }
    }

    /** Adds the values of the container that the reader stands at. */
    void add(BucketReader source) {
        int count = source.readWords(operandIndexes, operandWords);
        for (int i = 0; i < count; i++) {
            int w = operandIndexes[i];
            words[w] |= operandWords[i];
            used[w >>> 6] |= 1L << w;
        }
    }

    /** Removes the values of the container that the reader stands at. */
    void remove(BucketReader source) {
        int count = source.readWords(operandIndexes, operandWords);
        for (int i = 0; i < count; i++) {
            words[operandIndexes[i]] &= ~operandWords[i];
        }
    }

    /** Holds the values of the container that the reader stands at, and no others. */
    void set(BucketReader source) {
        clear();
        add(source);
    }

    /** Removes all values but those from {@code first} to {@code last}, inclusive. */
    void keep(int first, int last) {
        for (int group = 0; group < used.length; group++) {
            for (long left = used[group]; left != 0; left &= left - 1) {
                int w = group << 6 | Long.numberOfTrailingZeros(left);
                words[w] &= rangeWord(w, first, last);
            }
        }
    }

    /** The bits of word {@code w} for the values from {@code first} to {@code last}, inclusive. */
    static long rangeWord(int w, int first, int last) {
        if (w < first >>> 6 || w > last >>> 6) {
            return 0;
        }
        long from = w == first >>> 6 ? -1L << first : -1L;
        long through = w == last >>> 6 ? -1L >>> ~last : -1L;
        return from & through;
    }

    /** Looks at what it holds. What is asked below is answered as of the last time. */
    void measure() {
        measuredCount = 0;
        cardinality = 0;
        runs = 0;
        for (int group = 0; group < used.length; group++) {
            for (long left = used[group]; left != 0; left &= left - 1) {
                measure(group << 6 | Long.numberOfTrailingZeros(left));
            }
        }
    }

    private void measure(int w) {
        if (words[w] != 0) {
            measured[measuredCount++] = w;
            cardinality += Long.bitCount(words[w]);
            runs += Long.bitCount(runStarts(w));
        }
    }

    int cardinality() {
        return cardinality;
    }

    /** How many runs of neighbouring values there are. */
    int runs() {
        return runs;
    }

    /** Copies the values, ascending, to an array with room for them and {@value #SLACK} more. */
    void copyValues(char[] target) {
        int count = 0;
        for (int i = 0; i < measuredCount; i++) {
            int w = measured[i];
            count = copyBits(w, words[w], target, count);
        }
    }

    /** Copies the first and the last value of each run, ascending, to arrays with room for them and {@value #SLACK} more. */
    void copyRuns(char[] firsts, char[] lasts) {
        int firstCount = 0;
        int lastCount = 0;
        for (int i = 0; i < measuredCount; i++) {
            int w = measured[i];
            firstCount = copyBits(w, runStarts(w), firsts, firstCount);
            lastCount = copyBits(w, runEnds(w), lasts, lastCount);
        }
    }

    /** All words, to be read only. */
    long[] words() {
        return words;
    }

    /* Copies in pairs, the last of which may be one too many: how many bits a word has is anyone's guess. */
    private static int copyBits(int w, long bits, char[] target, int begin) {
        int at = begin;
        for (long left = bits; left != 0; left &= left - 1) {
            target[at++] = (char) (w << 6 | Long.numberOfTrailingZeros(left));
            left &= left - 1;
            target[at++] = (char) (w << 6 | Long.numberOfTrailingZeros(left));
        }
        return begin + Long.bitCount(bits);
    }

    private long runStarts(int w) {
        long before = w == 0 ? 0 : words[w - 1] >>> (Long.SIZE - 1);
        return words[w] & ~(words[w] << 1 | before);
    }

    private long runEnds(int w) {
        long after = w == BITMAP_WORDS - 1 ? 0 : words[w + 1] << (Long.SIZE - 1);
        return words[w] & ~(words[w] >>> 1 | after);
    }
}
