package io.tidemark.simulator.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Block id to extent for the blocks of one vnode: an array per kind, since sequences are dense. Iterates by ascending id. */
final class BlockTable {
    /** Takes one live block. */
    @FunctionalInterface
    interface Visitor<E extends Exception> {
        void block(long id, Extent extent) throws E;
    }

    private static final Extent[] NONE = {};

    private final int vnode;
    private final @Nullable Extent[][] byKind;
    private long count;
    private long bytes;

    BlockTable(int vnode) {
        this.vnode = vnode;
        this.byKind = new Extent[BlockKind.count()][];
        Arrays.fill(byKind, NONE);
    }

    private BlockTable(BlockTable source) {
        vnode = source.vnode;
        byKind = new Extent[source.byKind.length][];
        for (int i = 0; i < byKind.length; i++) {
            byKind[i] = source.byKind[i].clone();
        }
        count = source.count;
        bytes = source.bytes;
    }

    BlockTable copy() {
        return new BlockTable(this);
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    @Nullable
    Extent get(long id) {
        int kind = BlockId.kindCode(id);
        if (BlockId.vnode(id) != vnode || kind == 0 || kind > byKind.length) {
            return null;
        }
        Extent[] extents = byKind[kind - 1];
        long sequence = BlockId.sequence(id);
        return sequence < extents.length ? extents[(int) sequence] : null;
    }

    /** Sets where a block lies and answers where it lay. */
    @Nullable
    Extent put(long id, @Nullable Extent extent) {
        int kind = BlockId.kind(id).code() - 1;
        int sequence = Math.toIntExact(BlockId.sequence(id));
        if (sequence >= byKind[kind].length) {
            byKind[kind] = Arrays.copyOf(byKind[kind], Math.max(16, sequence + (sequence >> 1) + 1));
        }
        Extent old = byKind[kind][sequence];
        byKind[kind][sequence] = extent;
        count += (extent == null ? 0 : 1) - (old == null ? 0 : 1);
        bytes += (extent == null ? 0 : extent.length()) - (old == null ? 0 : old.length());
        return old;
    }

    <E extends Exception> void forEach(Visitor<E> visitor) throws E {
        for (int kind = 0; kind < byKind.length; kind++) {
            Extent[] extents = byKind[kind];
            for (int sequence = 0; sequence < extents.length; sequence++) {
                Extent extent = extents[sequence];
                if (extent != null) {
                    visitor.block(BlockId.of(vnode, BlockKind.ofCode(kind + 1), sequence), extent);
                }
            }
        }
    }
}
