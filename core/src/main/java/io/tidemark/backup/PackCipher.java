package io.tidemark.backup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM over the sections of one pack, under a key of that pack's own. Not safe for use by several threads.
 */
final class PackCipher {
    /*
     * Why no nonce is used twice. GCM breaks if one key encrypts two different texts under one nonce. The key of a pack
     * is HKDF-SHA256(folder key, salt of the pack, seed of the backup and number of the pack); the nonce is the number
     * of the section, and a writer encrypts each section of its pack once, in ascending order. Two packs share a key
     * only if salt, seed and number are all equal. The seed contains the id of the backup, which is never given out
     * twice in a folder, and a salt of its own; within a backup the numbers ascend. What remains is a pack that was
     * begun, lost in a crash or dropped, and is written again under its old number: for this each writing draws 32 new
     * bytes of salt, which do not repeat. (A deterministic entropy, as simulations have it, may repeat them after a
     * restart; its keys protect nothing.) A counter alone, the tempting simpler choice, would encrypt the second text
     * under the first one's key and nonce.
     *
     * What a tag binds. Additional data are the whole header of the pack (backup, seed, number, salt), the number of the
     * section, its flags and its raw length. A section moved to another place, pack or backup therefore does not open.
     * The seed contains the identity of the parent, so a chain cannot be given another parent either.
     */
    static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;
    private static final String PURPOSE = "tidemark pack 1";

    private final SecretKeySpec key;
    private final byte[] header;

    PackCipher(BackupKey folderKey, PackHeader header) {
        byte[] context = ByteBuffer.allocate(PackLayout.SEED_BYTES + Integer.BYTES)
                .put(header.seed().toArray())
                .putInt(header.packNumber())
                .array();
        this.key = new SecretKeySpec(folderKey.derive(PURPOSE, header.salt().toArray(), context), "AES");
        this.header = header.encode();
    }

    byte[] seal(int section, int flags, int rawLength, byte[] text, int length) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, section, flags, rawLength).doFinal(text, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM, this one does not", e);
        }
    }

    /** Opens a section; {@code null} if it is not what {@link #seal} gave for the same place, flags and length. */
    byte @Nullable [] open(int section, int flags, int rawLength, byte[] sealed) {
        try {
            return cipher(Cipher.DECRYPT_MODE, section, flags, rawLength).doFinal(sealed);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM, this one does not", e);
        }
    }

    private Cipher cipher(int mode, int section, int flags, int rawLength) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(section)
                .array();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(ByteBuffer.allocate(3 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(section)
                .putInt(flags)
                .putInt(rawLength)
                .flip());
        return cipher;
    }
}
