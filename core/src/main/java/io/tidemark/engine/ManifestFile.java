package io.tidemark.engine;

import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The manifest on disk: one line of JSON and one line with its CRC32C. It changes by write, force, rename and force of the
 * folder, so that there is always one whole manifest, the old or the new.
 */
final class ManifestFile {
    static final String NAME = "manifest.json";
    private static final String TEMPORARY_NAME = "manifest.json.tmp";
    private static final int BYTES_MAX = 64 << 20;
    private static final int CHECKSUM_DIGITS = 8;

    private final Storage storage;

    ManifestFile(Storage storage) {
        this.storage = storage;
    }

    /** Whether a file of this name is a manifest that was not finished. */
    static boolean isTemporary(String name) {
        return name.equals(TEMPORARY_NAME);
    }

    void save(Manifest manifest) throws IOException {
        byte[] body = (manifest.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] end = (checksum(body) + "\n").getBytes(StandardCharsets.UTF_8);
        storage.delete(TEMPORARY_NAME);
        try (Storage.Output output = storage.create(TEMPORARY_NAME)) {
            output.write(ByteBuffer.wrap(body));
            output.write(ByteBuffer.wrap(end));
            output.force();
        } catch (IOException e) {
            dropTemporary(e);
            throw e;
        }
        storage.rename(TEMPORARY_NAME, NAME);
        storage.forceDirectory();
    }

    private void dropTemporary(IOException cause) {
        try {
            storage.delete(TEMPORARY_NAME);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** The manifest, or {@code null} in a new folder. */
    @Nullable
    Manifest load() throws IOException {
        if (!storage.list().contains(NAME)) {
            return null;
        }
        try (Storage.Input input = storage.open(NAME)) {
            long size = input.size();
            if (size > BYTES_MAX || size < CHECKSUM_DIGITS + 2) {
                throw new CorruptDataException(NAME, 0, "10 bytes to 64 MiB", size + " bytes");
            }
            byte[] bytes = new byte[(int) size];
            input.read(0, ByteBuffer.wrap(bytes));
            return Manifest.parse(checkedBody(bytes));
        }
    }

    private static String checkedBody(byte[] bytes) throws CorruptDataException {
        int bodyLength = bytes.length - CHECKSUM_DIGITS - 1;
        byte[] body = java.util.Arrays.copyOf(bytes, bodyLength);
        String found = new String(bytes, bodyLength, CHECKSUM_DIGITS, StandardCharsets.UTF_8);
        if (!found.equals(checksum(body))) {
            throw new CorruptDataException(NAME, bodyLength, "checksum " + checksum(body), found);
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String checksum(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body);
        return String.format("%08x", crc.getValue());
    }
}
