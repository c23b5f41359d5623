package io.tidemark.backup;

import io.tidemark.engine.Compression;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a folder's backups are written, and the key to read encrypted ones. Immutable. */
public final class RepositoryOptions {
    /** No compression, no key, chunks of 4 MiB. */
    public static final RepositoryOptions DEFAULT = builder().build();

    private static final int CHUNK_BYTES_MIN = 1 << 12;
    private static final int CHUNK_BYTES_MAX = 64 << 20;

    private final Compression compression;
    private final int compressionLevel;
    private final @Nullable BackupKey key;
    private final int chunkBytes;

    private RepositoryOptions(Builder builder) {
        this.compression = builder.compression;
        this.compressionLevel = builder.compressionLevel;
        this.key = builder.key;
        this.chunkBytes = builder.chunkBytes;
    }

    public static Builder builder() {
        return new Builder();
    }

    public Compression compression() {
        return compression;
    }

    public int compressionLevel() {
        return compressionLevel;
    }

    /** The folder's key; {@code null} if new backups are plain and encrypted ones cannot be read. */
    public @Nullable BackupKey key() {
        return key;
    }

    public int chunkBytes() {
        return chunkBytes;
    }

    /** Collects the options. */
    public static final class Builder {
        private Compression compression = Compression.NONE;
        private int compressionLevel = 3;
        private @Nullable BackupKey key;
        private int chunkBytes = 4 << 20;

        private Builder() {}

        /** Default {@link Compression#NONE}. */
        public Builder compression(Compression value) {
            compression = Objects.requireNonNull(value, "compression");
            return this;
        }

        /** Zstandard's level, 1 (fast) to 19 (small); default 3. */
        public Builder compressionLevel(int value) {
            compressionLevel = inRange("compressionLevel", value, 1, 19);
            return this;
        }

        /** New backups are encrypted under this key, and old ones are read with it. Default none. */
        public Builder key(BackupKey value) {
            key = Objects.requireNonNull(value, "key");
            return this;
        }

        /**
         * Raw bytes that are compressed and encrypted together, and so the memory that a reader needs; 4 KiB to 64 MiB,
         * default 4 MiB. A larger block is a chunk of its own.
         */
        public Builder chunkBytes(int value) {
            chunkBytes = inRange("chunkBytes", value, CHUNK_BYTES_MIN, CHUNK_BYTES_MAX);
            return this;
        }

        public RepositoryOptions build() {
            return new RepositoryOptions(this);
        }

        private static int inRange(String name, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(
                        "option must be from " + min + " to " + max + ": option=" + name + ", value=" + value);
            }
            return value;
        }
    }
}
