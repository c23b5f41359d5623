package io.tidemark.simulator.vnode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Merges stt files once level 0 has stt_trigger of them, like carrying digits of a number of that base: as many files of
 * the lower levels as make one of the target level. The result goes into data blocks, with the remainder to one stt file
 * of the target level; unless there are stt files at or above that level already, then to one stt file whole.
 */
final class MergeJob extends RewriteJob {
    private final Predicate<TableKey> alive;

    MergeJob(TsdbIo io, TsdbFileSystem fileSystem, int fid, Predicate<TableKey> alive) {
        super(io, fileSystem, fid, Edit.Kind.MERGE);
        this.alive = alive;
    }

    static boolean isDue(FileSet set, int sttTrigger) {
        return sttTrigger > 1 && set.levelCount(0) >= sttTrigger;
    }

    @Override
    FileSetRewrite.@Nullable Plan plan(FileSet set) {
        if (!isDue(set, io.options.sttTrigger())) {
            return null;
        }
        int carried = targetLevel(set);
        int level = Math.min(carried, FileSet.LEVEL_MAX);
        boolean toStt = carried <= FileSet.LEVEL_MAX && hasFilesFrom(set, carried);
        return new FileSetRewrite.Plan(
                set,
                io.nextCid(),
                toStt ? FileSetRewrite.Output.STT : FileSetRewrite.Output.DATA_AND_REMAINDER,
                level,
                inputs(set, carried),
                List.of(),
                List.of(),
                alive);
    }

    /* The highest level that a carry reaches. */
    private int targetLevel(FileSet set) {
        int level = 0;
        int carry = 0;
        while (true) {
            int files = carry + (level <= FileSet.LEVEL_MAX ? set.levelCount(level) : 0);
            carry = files / io.options.sttTrigger();
            if (carry == 0) {
                return level;
            }
            level++;
        }
    }

    private static boolean hasFilesFrom(FileSet set, int level) {
        for (int i = level; i <= FileSet.LEVEL_MAX; i++) {
            if (set.levelCount(i) > 0) {
                return true;
            }
        }
        return false;
    }

    /* All files of the levels between, and of level 0 the oldest that fill the rest of the target's weight. */
    private List<SttFile> inputs(FileSet set, int target) {
        List<SttFile> inputs = new ArrayList<>();
        long weight = power(target);
        for (int level = 1; level < target && level <= FileSet.LEVEL_MAX; level++) {
            weight -= set.levelCount(level) * power(level);
            inputs.addAll(set.levels().get(level));
        }
        List<SttFile> lowest = set.levels().get(0);
        int count = (int) Math.max(0, Math.min(weight, lowest.size()));
        inputs.addAll(0, lowest.subList(0, count));
        return inputs;
    }

    private long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= io.options.sttTrigger();
        }
        return power;
    }
}
