package io.tidemark.simulator.vnode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live files of one span of time. Immutable: an edit makes a new one.
 *
 * @param fid the span
 * @param head with {@code files}, or null when no row is in data blocks
 * @param files data and sums
 * @param tomb deletes that are in no stt file
 * @param levels stt files of levels 0 to 2, oldest first
 * @param compactedCid the compaction that left it as it is, 0 if anything happened since
 */
record FileSet(
        int fid,
        @Nullable HeadFile head,
        @Nullable DataFiles files,
        @Nullable TombFile tomb,
        List<List<SttFile>> levels,
        long compactedCid) {
    /** The highest stt level. */
    static final int LEVEL_MAX = 2;

    /**
     * A tomb file that is written.
     *
     * @param file the file
     * @param blocks its TOMB blocks
     */
    record TombFile(TsdbFile file, LongList blocks) {}

    static FileSet empty(int fid) {
        return new FileSet(fid, null, null, null, List.of(List.of(), List.of(), List.of()), 0);
    }

    boolean isEmpty() {
        return head == null && tomb == null && sttFiles().isEmpty();
    }

    int levelCount(int level) {
        return levels.get(level).size();
    }

    List<SttFile> sttFiles() {
        List<SttFile> all = new ArrayList<>();
        levels.forEach(all::addAll);
        return all;
    }

    List<DataBlock> dataBlocks() {
        return head == null ? List.of() : head.blocks();
    }

    FileSet withStt(int level, SttFile file) {
        List<List<SttFile>> changed = copyOfLevels();
        changed.get(level).add(file);
        return new FileSet(fid, head, files, tomb, changed, 0);
    }

    FileSet withoutStt(List<SttFile> removed) {
        List<List<SttFile>> changed = copyOfLevels();
        changed.forEach(level -> level.removeAll(removed));
        return new FileSet(fid, head, files, tomb, changed, 0);
    }

    FileSet withData(@Nullable HeadFile newHead, @Nullable DataFiles newFiles) {
        return new FileSet(fid, newHead, newFiles, tomb, levels, 0);
    }

    FileSet withTomb(@Nullable TombFile newTomb) {
        return new FileSet(fid, head, files, newTomb, levels, 0);
    }

    FileSet compactedBy(long cid) {
        return new FileSet(fid, head, files, tomb, levels, cid);
    }

    private List<List<SttFile>> copyOfLevels() {
        List<List<SttFile>> copy = new ArrayList<>();
        levels.forEach(level -> copy.add(new ArrayList<>(level)));
        return copy;
    }

    /** Every file, for {@code current.json}. */
    List<TsdbFile> allFiles() {
        List<TsdbFile> all = new ArrayList<>();
        if (head != null) {
            all.add(head.file());
        }
        if (files != null) {
            Collections.addAll(all, files.data(), files.sma());
        }
        if (tomb != null) {
            all.add(tomb.file());
        }
        sttFiles().forEach(stt -> all.add(stt.file()));
        return all;
    }
}
