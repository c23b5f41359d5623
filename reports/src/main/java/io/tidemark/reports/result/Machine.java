package io.tidemark.reports.result;

/**
 * What a run ran on.
 *
 * @param jdk vendor and version
 * @param os name, version and architecture
 * @param processors processors that the JVM may use
 * @param heapMaxBytes the most heap that the JVM takes
 */
public record Machine(String jdk, String os, int processors, long heapMaxBytes) {
    /** The machine and the JVM at hand. */
    public static Machine current() {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                property("java.vendor") + " " + property("java.runtime.version"),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                runtime.availableProcessors(),
                runtime.maxMemory());
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
