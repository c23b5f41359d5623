package io.tidemark.backup;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Zstandard over byte arrays. The only class that names zstd-jni: it is loaded when a chunk is compressed or
 * decompressed, so that a program without the library works as long as no backup asks for it.
 */
final class ZstdCodec {
    private ZstdCodec() {}

    /** Compresses the first {@code length} bytes; {@code null} if that does not make them fewer. */
    static byte @Nullable [] compress(byte[] raw, int length, int level) {
        byte[] target = new byte[(int) Zstd.compressBound(length)];
        long count = Zstd.compressByteArray(target, 0, target.length, raw, 0, length, level);
        if (Zstd.isError(count)) {
            throw new IllegalStateException("chunk cannot be compressed: " + Zstd.getErrorName(count));
        }
        return count < length ? Arrays.copyOf(target, (int) count) : null;
    }

    /** Decompresses to exactly {@code rawLength} bytes; {@code null} if these bytes do not give that many. */
    static byte @Nullable [] decompress(byte[] stored, int rawLength) {
        byte[] raw = new byte[rawLength];
        try {
            long count = Zstd.decompressByteArray(raw, 0, rawLength, stored, 0, stored.length);
            return count == rawLength ? raw : null;
        } catch (ZstdException e) {
            return null;
        }
    }
}
