package io.tidemark.simulator.store;

/**
 * Where a block's bytes lie.
 *
 * @param file the generation that holds them
 * @param offset the first byte
 * @param length in bytes
 */
public record Extent(StoreFile file, long offset, int length) {}
