package io.tidemark.engine;

/** How the chunks of a pack are compressed; each chunk on its own, and stored as it is where compression does not pay. */
public enum Compression {
    NONE,
    /** Zstandard. Needs {@code com.github.luben:zstd-jni}, an optional dependency, when writing and when reading. */
    ZSTD
}
