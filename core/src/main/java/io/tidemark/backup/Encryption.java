package io.tidemark.backup;

import java.util.HexFormat;
import java.util.Objects;

/**
 * How a backup is encrypted: AES-256-GCM, each pack under a key derived by HKDF-SHA256 from the folder's key. Holds
 * nothing that helps to find the key.
 *
 * @param salt of this backup, 64 hexadecimal digits
 * @param keyCheck a value derived from the key and the salt, by which a wrong key is told from a damaged pack
 */
public record Encryption(String salt, String keyCheck) {
    static final String CIPHER = "AES-256-GCM";
    static final String DERIVATION = "HKDF-SHA256";

    private static final String PURPOSE = "tidemark key check 1";

    public Encryption {
        Objects.requireNonNull(keyCheck, "keyCheck");
        if (salt.length() != 2 * PackLayout.SALT_BYTES || !salt.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("salt must be 64 hexadecimal digits: salt=" + salt);
        }
    }

    static Encryption of(BackupKey key, byte[] salt) {
        return new Encryption(Digests.hex(salt), check(key, salt));
    }

    boolean isKey(BackupKey key) {
        return check(key, HexFormat.of().parseHex(salt)).equals(keyCheck);
    }

    private static String check(BackupKey key, byte[] salt) {
        return Digests.hex(key.derive(PURPOSE, salt, new byte[0]));
    }
}
