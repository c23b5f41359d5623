package io.tidemark.simulator.store;

/**
 * A block that a restore got wrong.
 *
 * @param blockId the block
 * @param expected what the store had
 * @param found what the restore has
 */
public record Difference(long blockId, String expected, String found) {
    @Override
    public String toString() {
        return BlockId.toString(blockId) + ": expected=" + expected + ", found=" + found;
    }
}
