package io.tidemark.simulator.vnode;

/**
 * A table as tsdb files order it.
 *
 * @param suid its super table
 * @param uid the table itself, unique over the database
 */
record TableKey(long suid, long uid) implements Comparable<TableKey> {
    @Override
    public int compareTo(TableKey other) {
        int bySuper = Long.compare(suid, other.suid);
        return bySuper != 0 ? bySuper : Long.compare(uid, other.uid);
    }
}
