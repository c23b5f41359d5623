package io.tidemark.simulator.vnode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Merges formed blocks into the data blocks that a file set has. Old blocks that no new row falls into are kept as they
 * are; the others are read, merged row by row, and written anew at the file's end, their old bytes being dead from then
 * on; old blocks of dropped tables are left out.
 */
final class DataFileWriter {
    private final TsdbIo io;
    private final int fid;
    private final long cid;
    private final Predicate<TableKey> alive;
    private final Edit edit;
    private final List<DataBlock> old;
    private final List<DataBlock> blocks = new ArrayList<>();
    private final RowColumns pending = new RowColumns(16);
    private int nextOld;
    private RowColumns loaded = new RowColumns(0);
    private int nextLoaded;
    private @Nullable DataFiles files;
    private @Nullable TableKey table;
    private long kept;
    private long rewritten;

    /**
     * Begins.
     *
     * @param old the file set's data blocks, by table and time
     * @param files to append to; null to begin new ones when needed
     */
    DataFileWriter(
            TsdbIo io,
            int fid,
            long cid,
            Predicate<TableKey> alive,
            Edit edit,
            List<DataBlock> old,
            @Nullable DataFiles files) {
        this.io = io;
        this.fid = fid;
        this.cid = cid;
        this.alive = alive;
        this.edit = edit;
        this.old = old;
        this.files = files;
    }

    /** Takes a formed block; blocks come by table and time. */
    void block(TableKey newTable, RowColumns rows) throws IOException {
        if (!newTable.equals(table)) {
            endTable();
            keepTablesBefore(newTable);
            table = newTable;
        }
        if (loaded.count() == nextLoaded) {
            keepOldBefore(rows.timestamp(0));
        }
        if (loaded.count() == nextLoaded && !oldReaches(rows.timestamp(rows.count() - 1))) {
            writePending();
            write(rows);
        } else {
            for (int i = 0; i < rows.count(); i++) {
                merge(rows, i);
            }
        }
    }

    /* Brings out the old rows before the new one, then the later of the two where timestamps are equal. */
    private void merge(RowColumns rows, int index) throws IOException {
        long timestamp = rows.timestamp(index);
        while (oldRowBefore(timestamp)) {
            output(loaded, nextLoaded++);
        }
        boolean same = nextLoaded < loaded.count() && loaded.timestamp(nextLoaded) == timestamp;
        if (same && loaded.version(nextLoaded) > rows.version(index)) {
            output(loaded, nextLoaded++);
            return;
        }
        nextLoaded += same ? 1 : 0;
        output(rows, index);
    }

    /* Loads old blocks that begin at or before the timestamp; whether the next loaded row lies before it. */
    private boolean oldRowBefore(long timestamp) throws IOException {
        if (nextLoaded == loaded.count()) {
            keepOldBefore(timestamp);
            if (oldReaches(timestamp)) {
                DataBlock block = old.get(nextOld++);
                loaded = block.rows(io);
                nextLoaded = 0;
                edit.remove(block);
                rewritten++;
            }
        }
        return nextLoaded < loaded.count() && loaded.timestamp(nextLoaded) < timestamp;
    }

    /* Whether the next old block of the table begins at or before the timestamp. */
    private boolean oldReaches(long timestamp) {
        return nextOld < old.size()
                && old.get(nextOld).table().equals(table)
                && old.get(nextOld).firstTimestamp() <= timestamp;
    }

    /* Keeps the table's old blocks that end before the timestamp. */
    private void keepOldBefore(long timestamp) throws IOException {
        while (nextOld < old.size()
                && old.get(nextOld).table().equals(table)
                && old.get(nextOld).lastTimestamp() < timestamp) {
            writePending();
            keep();
        }
    }

    private void keepTablesBefore(TableKey next) {
        while (nextOld < old.size() && old.get(nextOld).table().compareTo(next) < 0) {
            keep();
        }
    }

    private void keep() {
        DataBlock block = old.get(nextOld++);
        if (alive.test(block.table())) {
            blocks.add(block);
            kept++;
        } else {
            edit.remove(block);
        }
    }

    private void endTable() throws IOException {
        while (nextLoaded < loaded.count()) {
            output(loaded, nextLoaded++);
        }
        writePending();
    }

    private void output(RowColumns rows, int index) throws IOException {
        pending.addFrom(rows, index);
        if (pending.count() == io.options.maxRows()) {
            writePending();
        }
    }

    private void writePending() throws IOException {
        if (pending.count() > 0) {
            write(pending);
            pending.clear();
        }
    }

    private void write(RowColumns rows) throws IOException {
        TableKey present = table;
        if (present == null) {
            throw new IllegalStateException("rows are written only within a table");
        }
        DataFiles target = files;
        if (target == null) {
            target = DataFiles.create(io, fid, cid);
            files = target;
        }
        DataBlock block = target.append(io, present, rows);
        blocks.add(block);
        edit.create(block.id());
        edit.create(block.smaId());
    }

    /** Whether any row came. If not, nothing is to be {@linkplain #finish finished}. */
    boolean hasWritten() {
        return table != null;
    }

    /** Keeps what is left of the old and writes the new head; null when no block is left. */
    @Nullable
    HeadFile finish() throws IOException {
        endTable();
        while (nextOld < old.size()) {
            keep();
        }
        DataFiles written = files;
        if (written != null) {
            written.force();
        }
        if (blocks.isEmpty()) {
            return null;
        }
        HeadFile head = HeadFile.write(io, fid, cid, blocks);
        edit.create(head.file());
        return head;
    }

    /** The files written to. */
    @Nullable
    DataFiles files() {
        return files;
    }

    /** Old blocks kept untouched. */
    long kept() {
        return kept;
    }

    /** Old blocks read, merged and written anew. */
    long rewritten() {
        return rewritten;
    }
}
