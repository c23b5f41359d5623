package io.tidemark.simulator.store;

/**
 * The identity of a block: a 64-bit number that stays the same from the block's creation to its end and is never used
 * again. TDengine has no such number; this class and the table below are the simulator's model of one.
 *
 * <pre>
 *  63          48 47      40 39                                     0
 * +--------------+----------+---------------------------------------+
 * |    vnode     |   kind   |   sequence, dense from 0 in its kind   |
 * +--------------+----------+---------------------------------------+
 * </pre>
 *
 * A block is a byte range in one generation of a file. Its life:
 *
 * <table>
 * <caption>Block model: what each kind is, and which event tells of which change</caption>
 * <tr><th>kind</th><th>block</th><th>CREATE</th><th>UPDATE</th><th>FLUSH</th><th>DELETE</th></tr>
 * <tr><td>WAL</td><td>up to 64 KiB of a WAL segment</td><td>first bytes</td><td>each record that adds bytes</td>
 *     <td>fsync of the segment: at roll, by the fsync policy, at 100 MiB unsynced</td><td>segment trimmed</td></tr>
 * <tr><td>VNODE</td><td>{@code vnode.json}</td><td>vnode created</td><td>rename of {@code vnode_tmp.json}</td>
 *     <td>with it</td><td>-</td></tr>
 * <tr><td>CURRENT</td><td>{@code current.json}</td><td>vnode created</td>
 *     <td>rename of {@code current.c.json} or {@code current.m.json}</td><td>with it</td><td>-</td></tr>
 * <tr><td>META</td><td>catalogue page</td><td>first table of the page</td><td>table created or dropped</td>
 *     <td>end of a commit</td><td>last table of a full page dropped</td></tr>
 * <tr><td>STT, DATA, HEAD, SMA, TOMB, INDEX</td><td>block of a tsdb file, immutable</td><td>written</td><td>-</td>
 *     <td>its edit is published</td>
 *     <td>an edit no longer refers to it: file removed, or data block rewritten elsewhere</td></tr>
 * </table>
 *
 * <p>Every byte that a restart needs lies in a block, but for the constant 512-byte header of tsdb files and what a restart
 * rebuilds from the log ({@code .idx}, {@code meta-ver}). Staging files ({@code vnode_tmp.json}, {@code current.?.json})
 * are no blocks before their rename. The bytes of a dead data block stay in their file, unreferenced, until the file goes.
 *
 * <p>An event carries the last WAL version applied by the vnode when it happened: for a WAL or META block the version
 * that changed it; for background work the version at which writers saw it happen. Versions therefore never fall within
 * a vnode, nor within a block.
 */
public final class BlockId {
    private static final int VNODE_SHIFT = 48;
    private static final int KIND_SHIFT = 40;
    private static final long SEQUENCE_MASK = (1L << KIND_SHIFT) - 1;

    private BlockId() {}

    /**
     * Composes an id.
     *
     * @param vnode from 0 to 65,535
     * @param sequence from 0 to 2^40 - 1
     */
    public static long of(int vnode, BlockKind kind, long sequence) {
        if (vnode < 0 || vnode > 0xFFFF || sequence < 0 || sequence > SEQUENCE_MASK) {
            throw new IllegalArgumentException(
                    "vnode must fit 16 bits and sequence 40: vnode=" + vnode + ", sequence=" + sequence);
        }
        return (long) vnode << VNODE_SHIFT | (long) kind.code() << KIND_SHIFT | sequence;
    }

    /** The vnode that the block belongs to. */
    public static int vnode(long id) {
        return (int) (id >>> VNODE_SHIFT);
    }

    /**
     * What the block is a part of.
     *
     * @throws IllegalArgumentException if the id was not made by {@link #of}
     */
    public static BlockKind kind(long id) {
        return BlockKind.ofCode(kindCode(id));
    }

    static int kindCode(long id) {
        return (int) (id >>> KIND_SHIFT) & 0xFF;
    }

    /** The block's number within its kind. */
    public static long sequence(long id) {
        return id & SEQUENCE_MASK;
    }

    /** For messages, such as {@code vnode-2/DATA/17}. */
    public static String toString(long id) {
        return "vnode-" + vnode(id) + "/" + kind(id) + "/" + sequence(id);
    }
}
