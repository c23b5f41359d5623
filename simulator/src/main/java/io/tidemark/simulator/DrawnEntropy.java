package io.tidemark.simulator;

import io.tidemark.spi.Entropy;
import io.tidemark.workloads.ChoiceSource;

/** An entropy that anybody can foresee who knows the choices: what is drawn from it is a function of the seed. For one thread. */
public record DrawnEntropy(ChoiceSource choices) implements Entropy {
    @Override
    public void fill(byte[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = (byte) choices.nextLong();
        }
    }
}
