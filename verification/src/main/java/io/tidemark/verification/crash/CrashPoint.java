package io.tidemark.verification.crash;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One thing that was tried, and all that it takes to try it again.
 *
 * @param seed of the scenario
 * @param steps of the scenario
 * @param kind what was tried
 * @param operation the storage operation at which it was
 * @param choices every further decision, in order
 */
public record CrashPoint(long seed, int steps, Kind kind, long operation, List<Long> choices) {
    private static final Pattern TEXT =
            Pattern.compile("seed=(-?\\d+) steps=(\\d+) kind=(\\w+) operation=(\\d+) choices=([-\\d,]*)");

    /** What can be tried at an operation. */
    public enum Kind {
        /** Nothing goes wrong; the operation says nothing. */
        UNDISTURBED,
        /** The machine crashes. */
        CRASH,
        /** The machine crashes, and once more while it recovers or soon after. */
        SECOND_CRASH,
        /** The machine crashes; a process delivers a part again and closes the engine; the next one goes on. */
        ABANDONED,
        /** The machine crashes, and the host's log begins too late to deliver everything again. */
        LOG_GAP,
        /** The disk fails, once or for longer; later the machine crashes. */
        FAILURE,
        /** The engine is closed after it, and a file is damaged before it is opened again. */
        DAMAGE
    }

    public CrashPoint {
        choices = List.copyOf(choices);
    }

    /** Reads what {@link #toString} wrote. */
    public static CrashPoint parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected seed=N steps=N kind=KIND operation=N choices=N,N,...: found " + text);
        }
        List<Long> choices = Arrays.stream(matcher.group(5).split(","))
                .filter(choice -> !choice.isEmpty())
                .map(Long::valueOf)
                .toList();
        return new CrashPoint(
                Long.parseLong(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Kind.valueOf(matcher.group(3)),
                Long.parseLong(matcher.group(4)),
                choices);
    }

    @Override
    public String toString() {
        return "seed=" + seed + " steps=" + steps + " kind=" + kind + " operation=" + operation + " choices="
                + choices.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
