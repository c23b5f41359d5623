package io.tidemark.reports.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of all subjects that did the same, beside each other.
 *
 * @param group the benchmark class
 * @param name what they did
 * @param results one for each subject, in the order in which they ran
 */
public record BenchTask(String group, String name, List<BenchResult> results) {
    public BenchTask {
        results = List.copyOf(results);
    }

    /** Puts results beside each other, in the order of each task's first one. */
    public static List<BenchTask> of(List<BenchResult> results) {
        Map<List<String>, List<BenchResult>> byTask = new LinkedHashMap<>();
        for (BenchResult result : results) {
            byTask.computeIfAbsent(List.of(result.group(), result.task(), result.unit()), key -> new ArrayList<>())
                    .add(result);
        }
        List<BenchTask> tasks = new ArrayList<>();
        byTask.forEach((key, found) -> tasks.add(new BenchTask(key.get(0), key.get(1), found)));
        return tasks;
    }

    /** The unit of the scores. */
    public String unit() {
        return results.get(0).unit();
    }

    /** The result of a subject; {@code null} if it has none. */
    public @Nullable BenchResult of(String subject) {
        return results.stream()
                .filter(result -> subject.equals(result.subject()))
                .findFirst()
                .orElse(null);
    }

    /** How many times as fast as the subject of a result Tidemark was; {@code null} if it did not do this, or is the subject. */
    public @Nullable Double timesAsFast(BenchResult peer) {
        BenchResult own = of(BenchResult.OWN_SUBJECT);
        if (own == null || own.equals(peer) || own.score() == 0 || peer.score() == 0) {
            return null;
        }
        return peer.isMoreBetter() ? own.score() / peer.score() : peer.score() / own.score();
    }
}
