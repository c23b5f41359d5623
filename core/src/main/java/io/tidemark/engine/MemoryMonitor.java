package io.tidemark.engine;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns each time that memory rises to its threshold: once, until it has been below again. For one thread at a time. */
final class MemoryMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryMonitor.class);

    private final Supplier<MemoryCheck> memory;
    private final Consumer<MemoryCheck> warning;
    private boolean isAbove;

    MemoryMonitor(Supplier<MemoryCheck> memory, Consumer<MemoryCheck> warning) {
        this.memory = memory;
        this.warning = warning;
    }

    /** A monitor that warns in the log. */
    static MemoryMonitor logging(Supplier<MemoryCheck> memory) {
        return new MemoryMonitor(
                memory,
                check -> LOG.warn(
                        "memory has risen to its threshold: used percent of the limit={}", check.usedPercent()));
    }

    /** Looks at the memory as it is now. */
    void look() {
        MemoryCheck now = memory.get();
        if (now.isWarning() && !isAbove) {
            warning.accept(now);
        }
        isAbove = now.isWarning();
    }
}
