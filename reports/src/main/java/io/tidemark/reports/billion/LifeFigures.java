package io.tidemark.reports.billion;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineStats;
import io.tidemark.engine.MemoryStats;

/**
 * What a life took.
 *
 * @param process of the machine
 * @param memoryPeakBytes the most that the engine owned
 * @param segments at its end
 */
record LifeFigures(
        ProcessFigures process, long memoryPeakBytes, int segments, long seals, long merges, long spills, int losses) {
    static LifeFigures of(ProcessFigures process, BitmapEngine engine) {
        MemoryStats memory = engine.memoryStats();
        EngineStats stats = engine.stats();
        return new LifeFigures(
                process,
                memory.peakBytes(),
                stats.segments(),
                stats.seals(),
                stats.merges(),
                stats.spills(),
                stats.losses());
    }
}
