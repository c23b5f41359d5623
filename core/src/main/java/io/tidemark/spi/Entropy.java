package io.tidemark.spi;

/**
 * Where bytes that nobody can foresee come from: identities, and the salts of encrypted backups. A simulation gives
 * a deterministic one, so that a backup's bytes are a function of the seed. Safe for use by any thread.
 */
@FunctionalInterface
public interface Entropy {
    /** Fills the whole array. */
    void fill(byte[] target);

    /** The machine's cryptographically strong generator. */
    static Entropy system() {
        return SystemEntropy.INSTANCE;
    }
}
