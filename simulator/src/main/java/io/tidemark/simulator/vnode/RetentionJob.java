package io.tidemark.simulator.vnode;

/** Removes a file set whose span has expired, with every file that it has by then. */
final class RetentionJob extends FileSetJob {
    RetentionJob(TsdbIo io, TsdbFileSystem fileSystem, int fid) {
        super(io, fileSystem, fid, Edit.Kind.RETENTION);
    }

    @Override
    boolean begin(FileSet set, Edit target) {
        return !set.isEmpty();
    }

    @Override
    boolean work() {
        return true;
    }

    @Override
    void beforeStage(FileSet set, Edit target) {
        set.dataBlocks().forEach(target::remove);
        DataFiles files = set.files();
        if (files != null) {
            target.remove(files);
        }
        set.allFiles().stream()
                .filter(file -> file.kind != FileKind.DATA && file.kind != FileKind.SMA)
                .forEach(target::remove);
        target.change(fid, present -> FileSet.empty(fid));
    }
}
