package io.tidemark.engine;

import java.util.Objects;

/**
 * A loss, told: changes in this range of the log may be missing from a consumer's window.
 *
 * @param reason why
 * @param walFrom the first WAL offset that may be missing, unsigned
 * @param walTo the last one, unsigned, inclusive
 * @param detail what happened, for people
 */
public record FullRequired(LossReason reason, long walFrom, long walTo, String detail) {
    public FullRequired {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
        if (Long.compareUnsigned(walFrom, walTo) > 0) {
            throw new IllegalArgumentException("range must not be empty: walFrom=" + Long.toUnsignedString(walFrom)
                    + ", walTo=" + Long.toUnsignedString(walTo));
        }
    }
}
