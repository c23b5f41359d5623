package io.tidemark.verification.crash;

import io.tidemark.simulator.storage.CrashStorage;
import io.tidemark.workloads.ChoiceSource;
import io.tidemark.workloads.ExhaustiveChoices;
import io.tidemark.workloads.RecordingChoices;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * The outcomes of a crash that are worth trying: those that leave different disks.
 *
 * @param choices that lead to each
 * @param areAll whether there are no others
 */
record Outcomes(List<List<Long>> choices, boolean areAll) {
    /** Paths that are walked before it is given up to walk all. */
    private static final int PATHS_MAX = 256;

    private static final int DRAWS_FOR_EACH = 4;

    /**
     * The outcomes of the crash of a disk.
     *
     * @param max no more than these; if there are more, some are drawn
     */
    static Outcomes of(CrashStorage disk, int max, ChoiceSource draws) {
        Different different = new Different(disk);
        ExhaustiveChoices tree = new ExhaustiveChoices();
        int paths = 0;
        boolean isWhole;
        do {
            different.add(tree);
            isWhole = !tree.advance();
        } while (!isWhole && ++paths < PATHS_MAX);
        return isWhole && different.choices.size() <= max
                ? new Outcomes(different.choices, true)
                : drawn(disk, max, draws);
    }

    private static Outcomes drawn(CrashStorage disk, int max, ChoiceSource draws) {
        Different different = new Different(disk);
        for (int i = 0; i < max * DRAWS_FOR_EACH && different.choices.size() < max; i++) {
            different.add(draws);
        }
        return new Outcomes(different.choices, false);
    }

    private static final class Different {
        private final CrashStorage disk;
        private final Set<SortedMap<String, ByteBuffer>> seen = new HashSet<>();
        private final List<List<Long>> choices = new ArrayList<>();

        Different(CrashStorage disk) {
            this.disk = disk;
        }

        void add(ChoiceSource source) {
            RecordingChoices taken = new RecordingChoices(source);
            if (seen.add(disk.afterCrash(taken).contents())) {
                choices.add(taken.taken());
            }
        }
    }
}
