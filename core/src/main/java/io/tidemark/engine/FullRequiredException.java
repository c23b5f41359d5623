package io.tidemark.engine;

import java.util.List;
import java.util.stream.Collectors;

/** Changes may be missing from what was asked for; only a full backup brings the consumer back. */
public final class FullRequiredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<FullRequired> losses;

    /** Lists what was lost to this consumer, or cannot be built upon. */
    public FullRequiredException(String consumer, List<FullRequired> losses) {
        super("changes may be missing, take a full backup: consumer=" + consumer + ", losses="
                + losses.stream().map(FullRequiredException::describe).collect(Collectors.joining("; ")));
        this.losses = List.copyOf(losses);
    }

    static void throwIfAny(String consumer, List<FullRequired> losses) {
        if (!losses.isEmpty()) {
            throw new FullRequiredException(consumer, losses);
        }
    }

    private static String describe(FullRequired loss) {
        return loss.reason() + " in WAL " + Long.toUnsignedString(loss.walFrom()) + " to "
                + Long.toUnsignedString(loss.walTo()) + " (" + loss.detail() + ")";
    }

    /** What was lost and why. */
    public List<FullRequired> losses() {
        return losses;
    }
}
