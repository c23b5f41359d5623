package io.tidemark.spi;

import java.security.SecureRandom;

/** The machine's generator. One of the places where {@code core} may reach past its seams. */
final class SystemEntropy implements Entropy {
    static final SystemEntropy INSTANCE = new SystemEntropy();

    private final SecureRandom random = new SecureRandom();

    private SystemEntropy() {}

    @Override
    public void fill(byte[] target) {
        random.nextBytes(target);
    }
}
