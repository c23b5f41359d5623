package io.tidemark.bitmap;

/**
 * The byte layout of a {@link BlockSet}: the portable Roaring format with its 64-bit extension, as CRoaring and the
 * RoaringBitmap library read and write it. All numbers are unsigned and little-endian.
 *
 * <pre>
 * set      +---------------+------------------------------------------------+
 *          | u64 buckets   | buckets, ascending by high key                  |
 *          +---------------+------------------------------------------------+
 * bucket   +---------------+------------------------------------------------+
 *          | u32 high key  | bitmap of the low 32 bits, never empty          |
 *          +---------------+------------------------------------------------+
 * bitmap   no run container anywhere             some container is a run container
 *          +----------------------------+        +--------------------------------------+
 *          | u32 12346                  |        | u16 12347, u16 containers - 1        |
 *          | u32 containers             |        | run flags, one bit a container       |
 *          +----------------------------+--------+--------------------------------------+
 *          | for each container: u16 key (bits 16 to 31), u16 cardinality - 1            |
 *          | for each container: u32 offset from the begin of this bitmap; left out if   |
 *          |   some container is a run container and there are fewer than 4 containers   |
 *          | containers, without gaps                                                    |
 *          +-----------------------------------------------------------------------------+
 * container  array   cardinality up to 4096: u16 values, ascending
 *            bitmap  cardinality above 4096: 1024 u64 words, bit i of word w is value 64 w + i
 *            run     flagged: u16 runs, then for each u16 first value, u16 length - 1;
 *                    ascending, with at least one absent value between two runs
 * </pre>
 */
final class RoaringLayout {
    /** First 32 bits of a bitmap without run containers. */
    static final int COOKIE_WITHOUT_RUNS = 12346;
    /** First 16 bits of a bitmap with run containers. */
    static final int COOKIE_WITH_RUNS = 12347;
    /** Fewer containers than this, some of them runs: no offsets. */
    static final int OFFSETS_FROM_CONTAINERS = 4;
    /** Distinct container keys in a bitmap. */
    static final int CONTAINERS_MAX = 1 << 16;
    /** Distinct values in a container. */
    static final int CONTAINER_CARDINALITY_MAX = 1 << 16;
    /** Most values that an array container holds. */
    static final int ARRAY_CARDINALITY_MAX = 4096;
    /** Words in a bitmap container. */
    static final int BITMAP_WORDS = 1024;
    /** Bytes of a bitmap container. */
    static final int BITMAP_BYTES = BITMAP_WORDS * Long.BYTES;
    /** Bytes of the bucket count that a set begins with. */
    static final int SET_HEADER_BYTES = Long.BYTES;
    /** Bytes of the smallest bucket: high key, cookie, run flags, container header, one value. */
    static final int BUCKET_BYTES_MIN = 4 + 4 + 1 + 4 + 2;

    private RoaringLayout() {}

    static int runFlagBytes(int containers) {
        return (containers + 7) / 8;
    }

    /** Bytes before the container keys. */
    static int cookieBytes(int containers, boolean hasRuns) {
        return hasRuns ? 4 + runFlagBytes(containers) : 8;
    }

    static boolean hasOffsets(int containers, boolean hasRuns) {
        return !hasRuns || containers >= OFFSETS_FROM_CONTAINERS;
    }

    /** Bytes before the first container. */
    static int headerBytes(int containers, boolean hasRuns) {
        return cookieBytes(containers, hasRuns) + containers * (hasOffsets(containers, hasRuns) ? 8 : 4);
    }

    /** Bytes of an array or bitmap container. */
    static int plainBytes(int cardinality) {
        return cardinality <= ARRAY_CARDINALITY_MAX ? cardinality * Character.BYTES : BITMAP_BYTES;
    }

    /** Bytes of a run container. */
    static int runBytes(int runs) {
        return Character.BYTES + runs * 4;
    }

    /** Whether a run container is the smallest form; ties go to the array, so that equal content has equal bytes. */
    static boolean runIsSmallest(int cardinality, int runs) {
        return runBytes(runs) < plainBytes(cardinality);
    }
}
