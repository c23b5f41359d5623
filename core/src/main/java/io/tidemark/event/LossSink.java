package io.tidemark.event;

import java.io.IOException;

/** Is told which events were lost, so that nobody takes a smaller set for the whole. */
@FunctionalInterface
public interface LossSink {
    /**
     * Takes a range outside of which nothing was lost since the last call. Called by one thread at a time, and not again for
     * the same events unless it throws.
     *
     * @param walFrom the lowest WAL offset of a lost event, unsigned
     * @param walTo the highest one, inclusive
     * @param detail how many, and why, in words
     * @throws IOException if the loss could not be taken down; it will be told again, together with later ones
     */
    void onLoss(long walFrom, long walTo, String detail) throws IOException;
}
