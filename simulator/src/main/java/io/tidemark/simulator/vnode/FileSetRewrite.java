package io.tidemark.simulator.vnode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into one file set, step by step: what a commit, a merge and a compaction do to it. Reads its inputs by way
 * of {@link RowMerge}, writes an stt file or data blocks with a remainder, and puts the result into an {@link Edit}.
 */
final class FileSetRewrite {
    /** Where rows go. */
    enum Output {
        /** One stt file. */
        STT,
        /** Data blocks, merged with the present ones; what is too little for a block to an stt file. */
        DATA_AND_REMAINDER,
        /** New data and sma files for everything; rows under deletes and the deletes themselves vanish. */
        COMPACTED
    }

    /**
     * What to do.
     *
     * @param set the file set as it is
     * @param cid names the new files
     * @param output where rows go
     * @param level of an stt file written
     * @param inputs stt files of the set to read and remove
     * @param memory rows from a memtable
     * @param memoryTombs deletes from a memtable
     * @param alive tables that exist
     */
    record Plan(
            FileSet set,
            long cid,
            Output output,
            int level,
            List<SttFile> inputs,
            List<RowSlice> memory,
            List<Tomb> memoryTombs,
            Predicate<TableKey> alive) {}

    private final TsdbIo io;
    private final Plan plan;
    private final Edit edit;
    private final RowMerge rows;
    private final List<Tomb> tombs;
    private final Map<TableKey, TombCover> covers = new HashMap<>();
    private final DataFileWriter data;
    private final BlockFormer former;
    private @Nullable SttWriter stt;
    private @Nullable TableKey table;
    private boolean tableAlive;
    private TombCover cover = TombCover.NONE;

    FileSetRewrite(TsdbIo io, Plan plan, Edit edit) throws IOException {
        this.io = io;
        this.plan = plan;
        this.edit = edit;
        this.tombs = collectTombs();
        this.rows = new RowMerge(sources());
        boolean compacted = plan.output == Output.COMPACTED;
        this.data = new DataFileWriter(
                io,
                plan.set.fid(),
                plan.cid,
                plan.alive,
                edit,
                compacted ? List.of() : plan.set.dataBlocks(),
                compacted ? null : plan.set.files());
        this.former = new BlockFormer(io.options.minRows(), io.options.maxRows(), target());
    }

    private List<RowSource> sources() {
        List<RowSource> sources = new ArrayList<>();
        sources.add(new SliceSource(plan.memory));
        plan.inputs.forEach(file -> sources.add(new SttSource(io, file)));
        if (plan.output == Output.COMPACTED) {
            sources.add(new DataSource(io, plan.set.dataBlocks()));
        }
        return sources;
    }

    private List<Tomb> collectTombs() throws IOException {
        List<Tomb> all = new ArrayList<>(plan.memoryTombs);
        for (SttFile input : plan.inputs) {
            all.addAll(input.tombs(io));
        }
        FileSet.TombFile present = plan.set.tomb();
        boolean rewritesTombs = plan.output == Output.COMPACTED || (plan.output != Output.STT && !all.isEmpty());
        if (present != null && rewritesTombs) {
            all.addAll(SttFile.readTombs(io, present.blocks()));
        }
        if (plan.output == Output.COMPACTED) {
            coverBy(all);
        } else {
            all.removeIf(tomb -> !plan.alive.test(tomb.table()));
        }
        return all;
    }

    private void coverBy(Collection<Tomb> all) {
        Map<TableKey, List<Tomb>> byTable = new HashMap<>();
        all.forEach(tomb ->
                byTable.computeIfAbsent(tomb.table(), key -> new ArrayList<>()).add(tomb));
        byTable.forEach((key, list) -> covers.put(key, TombCover.of(list)));
    }

    private BlockFormer.Target target() {
        return new BlockFormer.Target() {
            @Override
            public void block(RowColumns formed) throws IOException {
                data.block(presentTable(), formed);
            }

            @Override
            public void remainder(RowColumns few) throws IOException {
                if (plan.output == Output.COMPACTED) {
                    data.block(presentTable(), few);
                } else {
                    stt().addAll(presentTable(), few);
                }
            }
        };
    }

    /** Handles at most {@code budget} rows; whether that was the last. */
    boolean step(int budget) throws IOException {
        for (int i = 0; i < budget; i++) {
            if (!rows.next()) {
                former.endTable();
                return true;
            }
            beginTable(rows.table());
            if (tableAlive && !cover.hides(rows.timestamp(), rows.version())) {
                take();
            }
        }
        return false;
    }

    private void beginTable(TableKey next) throws IOException {
        if (next.equals(table)) {
            return;
        }
        if (table != null) {
            former.endTable();
        }
        table = next;
        tableAlive = plan.alive.test(next);
        cover = covers.getOrDefault(next, TombCover.NONE);
    }

    private void take() throws IOException {
        if (plan.output == Output.STT) {
            stt().add(presentTable(), rows.timestamp(), rows.version(), rows.seed(), rows.length());
        } else {
            former.add(rows.timestamp(), rows.version(), rows.seed(), rows.length());
        }
    }

    private TableKey presentTable() {
        TableKey present = table;
        if (present == null) {
            throw new IllegalStateException("rows are taken only within a table");
        }
        return present;
    }

    private SttWriter stt() throws IOException {
        SttWriter present = stt;
        if (present == null) {
            present = new SttWriter(io, plan.set.fid(), plan.cid);
            stt = present;
        }
        return present;
    }

    /** Ends the files and completes the edit. */
    void finish() throws IOException {
        int fid = plan.set.fid();
        plan.inputs.forEach(input -> edit.remove(input.file()));
        edit.change(fid, set -> set.withoutStt(plan.inputs));
        finishData();
        finishTombs();
        if (plan.output == Output.STT && !tombs.isEmpty()) {
            stt();
        }
        SttWriter writer = stt;
        if (writer != null) {
            SttFile file = writer.finish(plan.output == Output.STT ? tombs : List.of());
            edit.create(file.file());
            edit.change(fid, set -> set.withStt(plan.level, file));
        }
        if (plan.output == Output.COMPACTED) {
            edit.change(fid, set -> set.compactedBy(plan.cid));
        }
    }

    private void finishData() throws IOException {
        boolean compacted = plan.output == Output.COMPACTED;
        if (!data.hasWritten() && !compacted) {
            return;
        }
        HeadFile newHead = data.finish();
        HeadFile oldHead = plan.set.head();
        if (oldHead != null) {
            edit.remove(oldHead.file());
        }
        DataFiles oldFiles = plan.set.files();
        if (compacted && oldFiles != null) {
            plan.set.dataBlocks().forEach(edit::remove);
            edit.remove(oldFiles);
        }
        DataFiles newFiles = data.files();
        edit.change(plan.set.fid(), set -> set.withData(newHead, newFiles));
    }

    private void finishTombs() throws IOException {
        if (plan.output == Output.STT || (plan.output == Output.DATA_AND_REMAINDER && tombs.isEmpty())) {
            return;
        }
        FileSet.TombFile newTomb = plan.output == Output.COMPACTED ? null : writeTombFile();
        FileSet.TombFile oldTomb = plan.set.tomb();
        if (oldTomb != null) {
            edit.remove(oldTomb.file());
        }
        edit.change(plan.set.fid(), set -> set.withTomb(newTomb));
    }

    private FileSet.TombFile writeTombFile() throws IOException {
        TsdbFile file = io.create(FileKind.TOMB, plan.set.fid(), plan.cid);
        LongList blocks = TombWriter.write(io, file, tombs);
        io.seal(file);
        edit.create(file);
        return new FileSet.TombFile(file, blocks);
    }

    /** Old data blocks kept untouched. */
    long blocksKept() {
        return data.kept();
    }

    /** Old data blocks merged and written anew. */
    long blocksRewritten() {
        return data.rewritten();
    }
}
