package io.tidemark.simulator.vnode;

import io.tidemark.simulator.vnode.BackgroundJob.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * The background jobs of a vnode: at most one of each kind runs, others wait in a queue by file set. Which running job
 * steps next is the caller's choice.
 */
final class Jobs {
    private final TsdbIo io;
    private final TsdbFileSystem fileSystem;
    private final Catalogue catalogue;
    private final List<BackgroundJob> running = new ArrayList<>();
    private final NavigableSet<Integer> toMerge = new TreeSet<>();
    private final NavigableSet<Integer> toCompact = new TreeSet<>();
    private final NavigableSet<Integer> toExpire = new TreeSet<>();
    private long commits;
    private long merges;
    private long compactions;
    private long expired;
    private long blocksKept;
    private long blocksRewritten;

    Jobs(TsdbIo io, TsdbFileSystem fileSystem, Catalogue catalogue) {
        this.io = io;
        this.fileSystem = fileSystem;
        this.catalogue = catalogue;
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    void commit(CommitJob job) {
        running.add(job);
    }

    /** Compacts every file set there is. */
    void compactAll() {
        toCompact.addAll(fileSystem.sets().keySet());
        startQueued();
    }

    /** Removes the file sets that end before {@code oldestTick}. */
    void expireBefore(long oldestTick) {
        for (int fid : fileSystem.sets().keySet()) {
            if (io.options.lastTick(fid) >= oldestTick) {
                break;
            }
            toExpire.add(fid);
        }
        startQueued();
    }

    private void mergeIfDue(int fid) {
        if (MergeJob.isDue(fileSystem.set(fid), io.options.sttTrigger())) {
            toMerge.add(fid);
        }
    }

    private void startQueued() {
        if (!toMerge.isEmpty() && isIdle(MergeJob.class)) {
            running.add(new MergeJob(io, fileSystem, take(toMerge), catalogue::isLive));
        }
        if (!toCompact.isEmpty() && isIdle(CompactJob.class)) {
            running.add(new CompactJob(io, fileSystem, take(toCompact), catalogue::isLive));
        }
        if (!toExpire.isEmpty() && isIdle(RetentionJob.class)) {
            running.add(new RetentionJob(io, fileSystem, take(toExpire)));
        }
    }

    private static int take(NavigableSet<Integer> queue) {
        Integer first = queue.first();
        queue.remove(first);
        return first;
    }

    private boolean isIdle(Class<? extends BackgroundJob> kind) {
        return running.stream().noneMatch(kind::isInstance);
    }

    /**
     * Does one step of a running job, of another when that one waits.
     *
     * @param choose picks a number below its argument
     * @return whether a commit finished with this step
     */
    boolean step(IntUnaryOperator choose) throws IOException {
        int count = running.size();
        int first = choose.applyAsInt(count);
        for (int i = 0; i < count; i++) {
            BackgroundJob job = running.get((first + i) % count);
            Progress progress = job.step();
            if (progress == Progress.WAITING) {
                continue;
            }
            if (progress == Progress.DONE) {
                running.remove(job);
                finished(job);
                startQueued();
                return job instanceof CommitJob;
            }
            return false;
        }
        throw new IllegalStateException("jobs wait for each other: jobs="
                + running.stream().map(BackgroundJob::describe).collect(Collectors.joining(", ")));
    }

    private void finished(BackgroundJob job) {
        if (job instanceof CommitJob commit) {
            commits++;
            blocksKept += commit.blocksKept();
            blocksRewritten += commit.blocksRewritten();
            commit.written().forEach(this::mergeIfDue);
        } else if (job instanceof FileSetJob fileSetJob && fileSetJob.hasPublished()) {
            count(fileSetJob);
        }
    }

    private void count(FileSetJob job) {
        if (job instanceof MergeJob) {
            merges++;
            mergeIfDue(job.fid);
        } else if (job instanceof CompactJob) {
            compactions++;
        } else {
            expired++;
        }
        FileSetRewrite rewrite = job.rewrite();
        if (rewrite != null) {
            blocksKept += rewrite.blocksKept();
            blocksRewritten += rewrite.blocksRewritten();
        }
    }

    /** What the jobs have done; the other counts are zero. */
    VnodeCounts counts() {
        return new VnodeCounts(0, 0, 0, commits, merges, compactions, expired, blocksKept, blocksRewritten, 0, 0);
    }

    /** The jobs running and what they are at. */
    List<String> describe() {
        return running.stream().map(BackgroundJob::describe).toList();
    }
}
