package io.tidemark.reports.billion;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.WindowSlices;
import java.io.IOException;

/**
 * The window that is the whole log, read slice by slice: no process with so little heap could hold it.
 *
 * @param beginMillis until it was begun
 * @param readSeconds until it was read
 * @param slices how many
 * @param answer what was in it
 */
record WholeWindow(double beginMillis, double readSeconds, long slices, Answer answer) {
    private static final long BLOCKS_IN_SLICE = 1 << 22;

    static WholeWindow read(BitmapEngine engine) throws IOException {
        Stopwatch stopwatch = new Stopwatch();
        BackupWindow window = FirstLife.checked(engine.begin(FirstLife.ARCHIVE));
        double beginMillis = stopwatch.lap();
        Answer answer = Answer.EMPTY;
        long count = 0;
        WindowSlices slices = window.slices(BLOCKS_IN_SLICE);
        for (ChangeSet slice = slices.next(); slice != null; slice = slices.next()) {
            answer = answer.and(Answer.of(slice));
            count++;
        }
        return new WholeWindow(beginMillis, stopwatch.lap() / 1e3, count, answer);
    }
}
