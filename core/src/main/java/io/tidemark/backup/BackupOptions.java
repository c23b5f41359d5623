package io.tidemark.backup;

import io.tidemark.spi.BlockSource;
import java.util.Objects;

/** How a coordinator reads its source. Immutable. */
public final class BackupOptions {
    /** Batches of 64 MiB, {@link ReadPolicy#DEFAULT}, {@link AbsentPolicy#REFUSE}, no throttle. */
    public static final BackupOptions DEFAULT = builder().build();

    private static final long BATCH_BYTES_MAX = 1L << 30;

    private final long batchBytes;
    private final int batchBlocks;
    private final ReadPolicy readPolicy;
    private final AbsentPolicy absentPolicy;
    private final long bytesPerSecond;
    private final BackupProgress.Listener listener;

    private BackupOptions(Builder builder) {
        this.batchBytes = builder.batchBytes;
        this.batchBlocks = builder.batchBlocks;
        this.readPolicy = builder.readPolicy;
        this.absentPolicy = builder.absentPolicy;
        this.bytesPerSecond = builder.bytesPerSecond;
        this.listener = builder.listener;
    }

    public static Builder builder() {
        return new Builder();
    }

    public long batchBytes() {
        return batchBytes;
    }

    public int batchBlocks() {
        return batchBlocks;
    }

    public ReadPolicy readPolicy() {
        return readPolicy;
    }

    public AbsentPolicy absentPolicy() {
        return absentPolicy;
    }

    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    public BackupProgress.Listener listener() {
        return listener;
    }

    /** Collects the options. */
    public static final class Builder {
        private long batchBytes = 64L << 20;
        private int batchBlocks = PackLayout.RECORDS_MAX;
        private ReadPolicy readPolicy = ReadPolicy.DEFAULT;
        private AbsentPolicy absentPolicy = AbsentPolicy.REFUSE;
        private long bytesPerSecond;
        private BackupProgress.Listener listener = progress -> {};

        private Builder() {}

        /**
         * Bytes of blocks after which a batch ends; each batch is a pack file, and what an interruption may cost. 1 B to
         * 1 GiB, default 64 MiB. A batch exceeds it by at most the block that reaches it, which may have
         * {@link BlockSource#MAX_BLOCK_BYTES}.
         */
        public Builder batchBytes(long value) {
            batchBytes = inRange("batchBytes", value, 1, BATCH_BYTES_MAX);
            return this;
        }

        /** Blocks after which a batch ends: 1 to 65,536, which is the default. */
        public Builder batchBlocks(int value) {
            batchBlocks = (int) inRange("batchBlocks", value, 1, PackLayout.RECORDS_MAX);
            return this;
        }

        /** Default {@link ReadPolicy#DEFAULT}. */
        public Builder readPolicy(ReadPolicy value) {
            readPolicy = Objects.requireNonNull(value, "readPolicy");
            return this;
        }

        /** Default {@link AbsentPolicy#REFUSE}. */
        public Builder absentPolicy(AbsentPolicy value) {
            absentPolicy = Objects.requireNonNull(value, "absentPolicy");
            return this;
        }

        /** The most bytes a second that are read from the source; 0, the default, for as many as it gives. */
        public Builder bytesPerSecond(long value) {
            bytesPerSecond = inRange("bytesPerSecond", value, 0, Long.MAX_VALUE);
            return this;
        }

        /** Default none. */
        public Builder listener(BackupProgress.Listener value) {
            listener = Objects.requireNonNull(value, "listener");
            return this;
        }

        public BackupOptions build() {
            return new BackupOptions(this);
        }

        private static long inRange(String name, long value, long min, long max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(
                        "option must be from " + min + " to " + max + ": option=" + name + ", value=" + value);
            }
            return value;
        }
    }
}
