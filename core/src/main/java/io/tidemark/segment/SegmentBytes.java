package io.tidemark.segment;

import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A segment's image: on the heap, or in its file. A file can change or end while we read it, so what is small is copied, checked and
 * used as a copy. What is large is mapped, after a check by reads: a checksum over a mapping whose file was cut short would take the
 * process down, where a read fails.
 */
interface SegmentBytes {
    /** A range on the heap. */
    ByteBuffer read(long offset, long length) throws IOException;

    /** A range on the heap or in a mapping. */
    ByteBuffer map(long offset, long length) throws IOException;

    /** CRC32C of a range as it is now. */
    int checksum(long offset, long length) throws IOException;

    /** Whether it can change. */
    boolean isFile();

    /** The image on the heap. */
    static SegmentBytes of(ByteBuffer image) {
        return new OnHeap(image);
    }

    /** The image in a file. */
    static SegmentBytes of(Storage storage, String name) {
        return new InFile(storage, name);
    }

    /** An array that nobody writes to. */
    record OnHeap(ByteBuffer image) implements SegmentBytes {
        @Override
        public ByteBuffer read(long offset, long length) {
            return image.slice(Math.toIntExact(offset), Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public ByteBuffer map(long offset, long length) {
            return read(offset, length);
        }

        @Override
        public int checksum(long offset, long length) {
            return SegmentBytes.checksum(read(offset, length));
        }

        @Override
        public boolean isFile() {
            return false;
        }
    }

    /** A file, opened for each read: it may have been deleted meanwhile, and an interrupt closes what it hits. */
    record InFile(Storage storage, String name) implements SegmentBytes {
        private static final int PIECE_BYTES = 1 << 16;

        @Override
        public ByteBuffer read(long offset, long length) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
            try (Storage.Input input = storage.open(name)) {
                input.read(offset, bytes);
            }
            return bytes.flip();
        }

        @Override
        public ByteBuffer map(long offset, long length) throws IOException {
            try (Storage.Input input = storage.open(name)) {
                return input.map(offset, Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
            }
        }

        @Override
        public int checksum(long offset, long length) throws IOException {
            CRC32C crc = new CRC32C();
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(length, PIECE_BYTES));
            try (Storage.Input input = storage.open(name)) {
                for (long done = 0; done < length; done += piece.limit()) {
                    piece.clear().limit((int) Math.min(length - done, piece.capacity()));
                    input.read(offset + done, piece);
                    crc.update(piece.flip());
                }
            }
            return (int) crc.getValue();
        }

        @Override
        public boolean isFile() {
            return true;
        }
    }

    /** Reads a range and holds it against its checksum. */
    default ByteBuffer readChecked(String what, long offset, long length, int checksum) throws IOException {
        ByteBuffer bytes = read(offset, length);
        expectChecksum(what, offset, checksum, checksum(bytes));
        return bytes;
    }

    /** CRC32C of what remains of a buffer on the heap. */
    static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    /** Says that a checksum is another one. */
    static void expectChecksum(String what, long offset, int expected, int found) throws CorruptDataException {
        if (found != expected) {
            throw new CorruptDataException(
                    what, offset, "checksum " + Integer.toHexString(expected), Integer.toHexString(found));
        }
    }
}
