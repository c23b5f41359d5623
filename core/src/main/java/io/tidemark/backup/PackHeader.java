package io.tidemark.backup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The first bytes of a pack: which pack of which backup it is. See {@link PackLayout}. */
record PackHeader(long backupNumber, int packNumber, Bytes seed, Bytes salt, boolean encrypted) {

    /** A few bytes, compared by content. */
    static final class Bytes {
        static final Bytes NO_SALT = new Bytes(new byte[PackLayout.SALT_BYTES]);

        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        byte[] toArray() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return Digests.hex(bytes);
        }
    }

    static PackHeader plain(long backupNumber, int packNumber, byte[] seed) {
        return new PackHeader(backupNumber, packNumber, new Bytes(seed), Bytes.NO_SALT, false);
    }

    static PackHeader encrypted(long backupNumber, int packNumber, byte[] seed, byte[] salt) {
        return new PackHeader(backupNumber, packNumber, new Bytes(seed), new Bytes(salt), true);
    }

    byte[] encode() {
        byte[] bytes = new byte[PackLayout.HEADER_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(PackLayout.MAGIC_OFFSET, PackLayout.MAGIC);
        buffer.putInt(PackLayout.VERSION_OFFSET, PackLayout.VERSION);
        buffer.putInt(PackLayout.FLAGS_OFFSET, encrypted ? PackLayout.ENCRYPTED : 0);
        buffer.putLong(PackLayout.BACKUP_OFFSET, backupNumber);
        buffer.putInt(PackLayout.PACK_OFFSET, packNumber);
        buffer.put(PackLayout.SEED_OFFSET, seed.bytes);
        buffer.put(PackLayout.SALT_OFFSET, salt.bytes);
        buffer.putInt(PackLayout.HEADER_CRC_OFFSET, Digests.crc32c(bytes, 0, PackLayout.HEADER_CRC_OFFSET));
        return bytes;
    }

    /** Reads a header whose CRC the caller need not check: encoding the result must give the same bytes. */
    static PackHeader decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new PackHeader(
                buffer.getLong(PackLayout.BACKUP_OFFSET),
                buffer.getInt(PackLayout.PACK_OFFSET),
                range(bytes, PackLayout.SEED_OFFSET, PackLayout.SEED_BYTES),
                range(bytes, PackLayout.SALT_OFFSET, PackLayout.SALT_BYTES),
                (buffer.getInt(PackLayout.FLAGS_OFFSET) & PackLayout.ENCRYPTED) != 0);
    }

    private static Bytes range(byte[] bytes, int offset, int length) {
        return new Bytes(Arrays.copyOfRange(bytes, offset, offset + length));
    }
}
