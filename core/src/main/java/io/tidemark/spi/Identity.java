package io.tidemark.spi;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A name that nothing else bears: 128 bits, drawn once for each engine when its folder is new. What an engine makes (segments, manifests,
 * cursors, and through them backups) carries it, so that nothing of another engine is taken for its own.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Identity(long high, long low) {
    private static final int DIGITS = 32;

    /** A new one. */
    public static Identity draw(Entropy entropy) {
        byte[] bytes = new byte[2 * Long.BYTES];
        entropy.fill(bytes);
        ByteBuffer drawn = ByteBuffer.wrap(bytes);
        return new Identity(drawn.getLong(), drawn.getLong());
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Identity parse(String text) {
        if (text.length() != DIGITS || !text.chars().allMatch(Identity::isDigit)) {
            throw new IllegalArgumentException(
                    "identity must be 32 hexadecimal digits in lower case: identity=" + text);
        }
        return new Identity(
                HexFormat.fromHexDigitsToLong(text, 0, DIGITS / 2),
                HexFormat.fromHexDigitsToLong(text, DIGITS / 2, DIGITS));
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
