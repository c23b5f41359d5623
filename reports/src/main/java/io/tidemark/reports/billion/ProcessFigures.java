package io.tidemark.reports.billion;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What this process has taken of the machine.
 *
 * @param heapPeakBytes the peaks of the heap's pools together, as the JVM keeps them: not below the most that the heap ever held,
 *     garbage included, and above it if the pools had theirs at different times
 * @param heapLiveBytes of the heap, what was in use after the last collection of each pool, garbage not included; 0 before a full
 *     collection
 * @param residentPeakBytes the most memory that was resident, mapped files included, as Linux keeps it; 0 where there is no
 *     /proc
 * @param residentMappedBytes of what is resident now, pages of mapped files; 0 likewise
 * @param cpuSeconds of all threads, from the start of the process
 */
record ProcessFigures(
        long heapPeakBytes, long heapLiveBytes, long residentPeakBytes, long residentMappedBytes, double cpuSeconds) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int KIB = 1024;

    static ProcessFigures now() {
        List<String> status = status();
        return new ProcessFigures(
                heap(MemoryPoolMXBean::getPeakUsage),
                heap(MemoryPoolMXBean::getCollectionUsage),
                bytes(status, "VmHWM:"),
                bytes(status, "RssFile:"),
                processorSeconds());
    }

    /** The larger of each. */
    ProcessFigures max(ProcessFigures other) {
        return new ProcessFigures(
                Math.max(heapPeakBytes, other.heapPeakBytes),
                Math.max(heapLiveBytes, other.heapLiveBytes),
                Math.max(residentPeakBytes, other.residentPeakBytes),
                Math.max(residentMappedBytes, other.residentMappedBytes),
                Math.max(cpuSeconds, other.cpuSeconds));
    }

    private static double processorSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : 0;
    }

    private static long heap(Function<MemoryPoolMXBean, @Nullable MemoryUsage> usage) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(usage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private static List<String> status() {
        try {
            return Files.isReadable(STATUS) ? Files.readAllLines(STATUS) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    /* "VmHWM:     1234 kB" */
    private static long bytes(List<String> status, String field) {
        return status.stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .findFirst()
                .orElse(0);
    }
}
