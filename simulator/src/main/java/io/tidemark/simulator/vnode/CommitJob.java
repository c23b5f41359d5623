package io.tidemark.simulator.vnode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a frozen memtable into file sets, by the steps of {@link Step} in their order. A crash before
 * {@link Step#PUBLISH_STATE} has finished loses the commit, and the log brings everything again; after it the commit counts.
 */
final class CommitJob implements BackgroundJob {
    /** The protocol. The first step is done by the writer when it freezes the memtable. */
    enum Step {
        /** The state to reach is staged as {@code vnode_tmp.json}. */
        PREPARE,
        /** The log begins a new segment. */
        ROLL_LOG,
        /** New files are written and forced, file set by file set. */
        WRITE_FILE_SETS,
        /** The list of files is staged as {@code current.c.json}. */
        STAGE_EDIT,
        /** Cache, rollup and subscription state; nothing in this model. */
        COMMIT_CACHES,
        /** {@code vnode_tmp.json} becomes {@code vnode.json}: the commit point. */
        PUBLISH_STATE,
        /** {@code current.c.json} becomes {@code current.json}. */
        PUBLISH_EDIT,
        /** The catalogue is flushed, the log trimmed. */
        FINISH
    }

    private static final int LEVEL_0_BLOCKING_FACTOR = 3;

    private final TsdbIo io;
    private final TsdbFileSystem fileSystem;
    private final Wal wal;
    private final Catalogue catalogue;
    private final VnodeFile state;
    private final long committedVersion;
    private final long cid;
    private final List<Tomb> tombs;
    private final NavigableMap<Integer, List<RowSlice>> rows;
    private final Iterator<Map.Entry<Integer, List<RowSlice>>> remaining;
    private final Edit edit = new Edit(Edit.Kind.COMMIT);
    private final List<Integer> written = new ArrayList<>();
    private Step step = Step.PREPARE;
    private Map.@Nullable Entry<Integer, List<RowSlice>> fileSet;
    private @Nullable FileSetRewrite rewrite;
    private long blocksKept;
    private long blocksRewritten;

    CommitJob(
            TsdbIo io,
            TsdbFileSystem fileSystem,
            Wal wal,
            Catalogue catalogue,
            VnodeFile state,
            Memtable frozen,
            long committedVersion,
            long cid) {
        this.io = io;
        this.fileSystem = fileSystem;
        this.wal = wal;
        this.catalogue = catalogue;
        this.state = state;
        this.committedVersion = committedVersion;
        this.cid = cid;
        this.tombs = frozen.tombs();
        this.rows = frozen.byFileSet(io.options);
        this.remaining = withTombs().entrySet().iterator();
    }

    /* Deletes go to file sets that exist or get rows. */
    private NavigableMap<Integer, List<RowSlice>> withTombs() {
        NavigableMap<Integer, List<RowSlice>> all = new TreeMap<>(rows);
        for (int fid : new TreeSet<>(fileSystem.sets().keySet())) {
            if (tombs.stream().anyMatch(tomb -> touches(tomb, fid))) {
                all.putIfAbsent(fid, List.of());
            }
        }
        return all;
    }

    private boolean touches(Tomb tomb, int fid) {
        return tomb.touches(io.options.firstTick(fid), io.options.lastTick(fid));
    }

    @Override
    public Progress step() throws IOException {
        return switch (step) {
            case PREPARE -> prepare();
            case ROLL_LOG -> rollLog();
            case WRITE_FILE_SETS -> writeFileSets();
            case STAGE_EDIT -> stageEdit();
            case COMMIT_CACHES -> then(Step.PUBLISH_STATE);
            case PUBLISH_STATE -> publishState();
            case PUBLISH_EDIT -> publishEdit();
            case FINISH -> finish();
        };
    }

    private Progress then(Step next) {
        step = next;
        return Progress.MORE;
    }

    private Progress prepare() throws IOException {
        state.stage(committedVersion, cid);
        return then(Step.ROLL_LOG);
    }

    private Progress rollLog() throws IOException {
        wal.roll();
        return then(Step.WRITE_FILE_SETS);
    }

    private Progress writeFileSets() throws IOException {
        FileSetRewrite present = rewrite;
        if (present == null) {
            return beginFileSet();
        }
        if (present.step(io.options.maxRows())) {
            present.finish();
            blocksKept += present.blocksKept();
            blocksRewritten += present.blocksRewritten();
            rewrite = null;
            fileSet = null;
        }
        return Progress.MORE;
    }

    private Progress beginFileSet() throws IOException {
        var entry = fileSet;
        if (entry == null) {
            if (!remaining.hasNext()) {
                return then(Step.STAGE_EDIT);
            }
            entry = remaining.next();
            fileSet = entry;
        }
        int fid = entry.getKey();
        if (mustWait(fid)) {
            return Progress.WAITING;
        }
        written.add(fid);
        rewrite = new FileSetRewrite(io, plan(fid, entry.getValue()), edit);
        return Progress.MORE;
    }

    /* With stt_trigger = 1 the set is rewritten and has to be owned; else too many level-0 files wait for their merge. */
    private boolean mustWait(int fid) {
        if (isMerging()) {
            return !fileSystem.own(fid);
        }
        return fileSystem.set(fid).levelCount(0) >= LEVEL_0_BLOCKING_FACTOR * io.options.sttTrigger();
    }

    private boolean isMerging() {
        return io.options.sttTrigger() == 1;
    }

    private FileSetRewrite.Plan plan(int fid, List<RowSlice> slices) {
        FileSet set = fileSystem.set(fid);
        List<Tomb> clipped = tombs.stream()
                .filter(tomb -> touches(tomb, fid))
                .map(tomb -> tomb.clip(io.options.firstTick(fid), io.options.lastTick(fid)))
                .toList();
        return new FileSetRewrite.Plan(
                set,
                cid,
                isMerging() ? FileSetRewrite.Output.DATA_AND_REMAINDER : FileSetRewrite.Output.STT,
                0,
                isMerging() ? set.sttFiles() : List.of(),
                slices,
                clipped,
                catalogue::isLive);
    }

    private Progress stageEdit() throws IOException {
        if (fileSystem.isEditing()) {
            return Progress.WAITING;
        }
        fileSystem.stage(edit);
        return then(Step.COMMIT_CACHES);
    }

    private Progress publishState() throws IOException {
        state.publish();
        return then(Step.PUBLISH_EDIT);
    }

    private Progress publishEdit() throws IOException {
        fileSystem.publish();
        if (isMerging()) {
            written.forEach(fileSystem::disown);
        }
        return then(Step.FINISH);
    }

    private Progress finish() throws IOException {
        catalogue.flush();
        wal.trim(committedVersion);
        return Progress.DONE;
    }

    /** The file sets that it wrote. */
    List<Integer> written() {
        return written;
    }

    /** Old data blocks kept untouched by a commit with stt_trigger = 1. */
    long blocksKept() {
        return blocksKept;
    }

    /** Old data blocks merged and written anew. */
    long blocksRewritten() {
        return blocksRewritten;
    }

    @Override
    public String describe() {
        return "commit " + cid + " at " + step;
    }
}
