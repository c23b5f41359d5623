package io.tidemark.simulator.vnode;

/**
 * What a vnode has done so far.
 *
 * @param versions log records written
 * @param rows rows accepted
 * @param rowsRejected rows refused: too old, or of no table
 * @param commits commits finished
 * @param merges stt merges published
 * @param compactions file sets compacted
 * @param fileSetsExpired file sets removed by retention
 * @param blocksKept data blocks that a merge or commit left untouched
 * @param blocksRewritten data blocks that were read, merged and written anew
 * @param logSegmentsTrimmed log segments deleted
 * @param stalls times a writer found the buffer full and had to wait
 */
public record VnodeCounts(
        long versions,
        long rows,
        long rowsRejected,
        long commits,
        long merges,
        long compactions,
        long fileSetsExpired,
        long blocksKept,
        long blocksRewritten,
        long logSegmentsTrimmed,
        long stalls) {
    /** Nothing yet. */
    public static final VnodeCounts NONE = new VnodeCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public VnodeCounts plus(VnodeCounts other) {
        return new VnodeCounts(
                versions + other.versions,
                rows + other.rows,
                rowsRejected + other.rowsRejected,
                commits + other.commits,
                merges + other.merges,
                compactions + other.compactions,
                fileSetsExpired + other.fileSetsExpired,
                blocksKept + other.blocksKept,
                blocksRewritten + other.blocksRewritten,
                logSegmentsTrimmed + other.logSegmentsTrimmed,
                stalls + other.stalls);
    }
}
