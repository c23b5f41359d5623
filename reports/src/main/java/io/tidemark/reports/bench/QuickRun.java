package io.tidemark.reports.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The values of a benchmark's parameters that a quick run takes, where that is not all of them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface QuickRun {
    /** Each {@code name=value} or {@code name=value,value}. */
    String[] value();
}
