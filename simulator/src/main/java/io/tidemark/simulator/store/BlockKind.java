package io.tidemark.simulator.store;

/** What a block is a part of. The {@linkplain #code() code} is part of a {@link BlockId}. */
public enum BlockKind {
    /** A range of at most one extent size in a WAL segment. The only kind whose bytes grow in place. */
    WAL(1),
    /** {@code vnode.json}: configuration and commit state; one block for ever. */
    VNODE(2),
    /** {@code current.json}: the list of live files; one block for ever. */
    CURRENT(3),
    /** A page of the table catalogue. */
    META(4),
    /** Rows of many tables of one super table, in an {@code .stt} file. */
    STT(5),
    /** Rows of one table, in a {@code .data} file. */
    DATA(6),
    /** Records that locate data blocks, in a {@code .head} file. */
    HEAD(7),
    /** Sum, minimum and maximum of one data block, in an {@code .sma} file. */
    SMA(8),
    /** Delete records, in a {@code .tomb} or {@code .stt} file. */
    TOMB(9),
    /** The list of blocks at the end of a {@code .head}, {@code .stt} or {@code .tomb} file. */
    INDEX(10);

    private static final BlockKind[] KINDS = values();

    private final int code;

    BlockKind(int code) {
        this.code = code;
    }

    /** A number from 1 to 10. */
    public int code() {
        return code;
    }

    /** How many kinds there are. */
    static int count() {
        return KINDS.length;
    }

    /**
     * The kind with this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static BlockKind ofCode(int code) {
        if (code < 1 || code > KINDS.length) {
            throw new IllegalArgumentException("block kind must be from 1 to " + KINDS.length + ": code=" + code);
        }
        return KINDS[code - 1];
    }
}
