package io.tidemark.simulator.vnode;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A change of the live files, applied as a whole: how each file set changes, which blocks come alive, which die. */
final class Edit {
    /** Why; says where it is staged. */
    enum Kind {
        COMMIT("current.c.json"),
        MERGE("current.m.json"),
        COMPACT("current.m.json"),
        RETENTION("current.m.json");

        private final String stagingName;

        Kind(String stagingName) {
            this.stagingName = stagingName;
        }

        String stagingName() {
            return stagingName;
        }
    }

    final Kind kind;
    private final NavigableMap<Integer, UnaryOperator<FileSet>> changes = new TreeMap<>();
    private final LongList created = new LongList();
    private final LongList dead = new LongList();
    private final List<TsdbFile> deadFiles = new ArrayList<>();

    Edit(Kind kind) {
        this.kind = kind;
    }

    void change(int fid, UnaryOperator<FileSet> change) {
        changes.merge(fid, change, (first, second) -> set -> second.apply(first.apply(set)));
    }

    /** A new file, with all its blocks. */
    void create(TsdbFile file) {
        created.addAll(file.blocks());
    }

    /** A block appended to a file that lives on. */
    void create(long block) {
        created.add(block);
    }

    /** A file goes, with all its blocks. Not for data and sma files: their blocks die one by one. */
    void remove(TsdbFile file) {
        dead.addAll(file.blocks());
        deadFiles.add(file);
    }

    /** A data block is referred to no longer. */
    void remove(DataBlock block) {
        dead.add(block.id());
        dead.add(block.smaId());
    }

    /** Data and sma file go; their blocks have died one by one. */
    void remove(DataFiles files) {
        deadFiles.add(files.data());
        deadFiles.add(files.sma());
    }

    NavigableMap<Integer, UnaryOperator<FileSet>> changes() {
        return changes;
    }

    LongList created() {
        return created;
    }

    LongList dead() {
        return dead;
    }

    List<TsdbFile> deadFiles() {
        return deadFiles;
    }
}
