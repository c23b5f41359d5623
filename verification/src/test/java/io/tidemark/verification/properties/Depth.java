package io.tidemark.verification.properties;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * The dial for how deep randomized tests go: the system property {@code tidemark.depth}, 1 by default. A property class
 * with {@code @AddLifecycleHook(Depth.class)} gets that many times the tries it asks for; other tests multiply their
 * counts by {@link #times} themselves.
 */
public final class Depth implements AroundPropertyHook {
    private static final int FACTOR = Integer.getInteger("tidemark.depth", 1);

    /** The count at depth 1, scaled. */
    public static int times(int count) {
        return Math.multiplyExact(count, FACTOR);
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        context.attributes().tries().ifPresent(tries -> context.attributes().setTries(times(tries)));
        return property.execute();
    }
}
