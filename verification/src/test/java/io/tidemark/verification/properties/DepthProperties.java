package io.tidemark.verification.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;

/** The dial turns: a property runs as often as it asks for, times the depth. */
@AddLifecycleHook(Depth.class)
class DepthProperties {
    private static final AtomicInteger RUNS = new AtomicInteger();

    @Property(tries = 20)
    void runsAreCounted(@ForAll long anything) {
        RUNS.incrementAndGet();
    }

    @AfterContainer
    static void runsAreTheTriesTimesTheDepth() {
        assertThat(RUNS).hasValue(Depth.times(20));
    }
}
