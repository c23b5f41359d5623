package io.tidemark.simulator.vnode;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rewrites a whole file set: new files, no stt, no deletes, no dead bytes. Skips a set that is as a compaction left it. */
final class CompactJob extends RewriteJob {
    private final Predicate<TableKey> alive;

    CompactJob(TsdbIo io, TsdbFileSystem fileSystem, int fid, Predicate<TableKey> alive) {
        super(io, fileSystem, fid, Edit.Kind.COMPACT);
        this.alive = alive;
    }

    @Override
    FileSetRewrite.@Nullable Plan plan(FileSet set) {
        List<SttFile> inputs = set.sttFiles();
        boolean isCompacted = set.compactedCid() != 0 && inputs.isEmpty() && set.tomb() == null;
        if (set.isEmpty() || isCompacted) {
            return null;
        }
        return new FileSetRewrite.Plan(
                set, io.nextCid(), FileSetRewrite.Output.COMPACTED, 0, inputs, List.of(), List.of(), alive);
    }
}
