package io.tidemark.backup;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The 256-bit secret of an encrypted backup folder. It never encrypts anything itself and is never stored: each pack
 * has its own key, derived from this one.
 */
public final class BackupKey {
    /** The length of a key. */
    public static final int BYTES = 32;

    private final byte[] secret;

    private BackupKey(byte[] secret) {
        this.secret = secret;
    }

    /**
     * A key of these bytes, which are copied.
     *
     * @throws IllegalArgumentException unless there are 32 of them
     */
    public static BackupKey of(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("key must have 32 bytes: length=" + secret.length);
        }
        return new BackupKey(secret.clone());
    }

    /**
     * A key from the content of a key file: either 32 bytes, or 64 hexadecimal digits with white space around them.
     *
     * @throws IllegalArgumentException if it is neither; the message does not repeat the content
     */
    public static BackupKey parse(byte[] fileContent) {
        if (fileContent.length == BYTES) {
            return of(fileContent);
        }
        String text = new String(fileContent, StandardCharsets.ISO_8859_1).strip();
        if (text.length() != 2 * BYTES || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException(
                    "key file must hold 32 bytes or 64 hexadecimal digits: length=" + fileContent.length);
        }
        return new BackupKey(HexFormat.of().parseHex(text));
    }

    /** A secret for one purpose; different purposes, salts or contexts give unrelated ones. */
    byte[] derive(String purpose, byte[] salt, byte[] context) {
        byte[] name = purpose.getBytes(StandardCharsets.US_ASCII);
        byte[] info = Arrays.copyOf(name, name.length + context.length);
        System.arraycopy(context, 0, info, name.length, context.length);
        return Hkdf.derive(secret, salt, info);
    }

    @Override
    public String toString() {
        return "BackupKey[hidden]";
    }
}
