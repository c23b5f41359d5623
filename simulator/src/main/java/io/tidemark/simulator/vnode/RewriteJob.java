package io.tidemark.simulator.vnode;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file set job that moves rows: merge or compaction. */
abstract class RewriteJob extends FileSetJob {
    private @Nullable FileSetRewrite rewrite;

    RewriteJob(TsdbIo io, TsdbFileSystem fileSystem, int fid, Edit.Kind kind) {
        super(io, fileSystem, fid, kind);
    }

    /** What to do with the set as it is; null for nothing. */
    abstract FileSetRewrite.@Nullable Plan plan(FileSet set);

    @Override
    final boolean begin(FileSet set, Edit target) throws IOException {
        FileSetRewrite.Plan plan = plan(set);
        if (plan == null) {
            return false;
        }
        rewrite = new FileSetRewrite(io, plan, target);
        return true;
    }

    @Override
    final boolean work() throws IOException {
        FileSetRewrite present = rewrite;
        if (present == null) {
            throw new IllegalStateException("a rewrite begins before it works: job=" + describe());
        }
        if (!present.step(io.options.maxRows())) {
            return false;
        }
        present.finish();
        return true;
    }

    @Override
    @Nullable
    FileSetRewrite rewrite() {
        return rewrite;
    }
}
