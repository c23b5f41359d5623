package io.tidemark.simulator.vnode;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A job that owns one file set while it changes it: merge, compaction or retention. One edit. */
abstract class FileSetJob implements BackgroundJob {
    private enum Phase {
        OWN,
        WORK,
        STAGE,
        PUBLISH
    }

    final TsdbIo io;
    final TsdbFileSystem fileSystem;
    final int fid;
    private final Edit edit;
    private Phase phase = Phase.OWN;
    private boolean published;

    FileSetJob(TsdbIo io, TsdbFileSystem fileSystem, int fid, Edit.Kind kind) {
        this.io = io;
        this.fileSystem = fileSystem;
        this.fid = fid;
        this.edit = new Edit(kind);
    }

    @Override
    public final Progress step() throws IOException {
        return switch (phase) {
            case OWN -> own();
            case WORK -> workStep();
            case STAGE -> stage();
            case PUBLISH -> publish();
        };
    }

    private Progress own() throws IOException {
        if (!fileSystem.own(fid)) {
            return Progress.WAITING;
        }
        if (!begin(fileSystem.set(fid), edit)) {
            fileSystem.disown(fid);
            return Progress.DONE;
        }
        phase = Phase.WORK;
        return Progress.MORE;
    }

    private Progress workStep() throws IOException {
        if (work()) {
            phase = Phase.STAGE;
        }
        return Progress.MORE;
    }

    private Progress stage() throws IOException {
        if (fileSystem.isEditing()) {
            return Progress.WAITING;
        }
        beforeStage(fileSystem.set(fid), edit);
        fileSystem.stage(edit);
        phase = Phase.PUBLISH;
        return Progress.MORE;
    }

    private Progress publish() throws IOException {
        fileSystem.publish();
        fileSystem.disown(fid);
        published = true;
        return Progress.DONE;
    }

    /** Plans; false if there is nothing to do. */
    abstract boolean begin(FileSet set, Edit target) throws IOException;

    /** Does some of the work; whether that was the last. */
    abstract boolean work() throws IOException;

    /** Last additions to the edit, with the set as it is when no other edit can come between. */
    void beforeStage(FileSet set, Edit target) {}

    /** The rewrite, where the job is one. */
    @Nullable
    FileSetRewrite rewrite() {
        return null;
    }

    /** Whether it came to an edit. */
    boolean hasPublished() {
        return published;
    }

    @Override
    public String describe() {
        return edit.kind + " of file set " + fid + " at " + phase;
    }
}
