package io.tidemark.backup;

import io.tidemark.engine.Compression;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns the raw bytes of a pack's sections into stored bytes and back. Not safe for use by several threads. */
final class SectionCodec {
    /** A section as it stands in the file. */
    static final class Stored {
        private final byte[] bytes;
        private final int flags;

        private Stored(byte[] bytes, int flags) {
            this.bytes = bytes;
            this.flags = flags;
        }

        byte[] bytes() {
            return bytes;
        }

        int flags() {
            return flags;
        }
    }

    private final Compression compression;
    private final int level;
    private final @Nullable PackCipher cipher;

    SectionCodec(Compression compression, int level, @Nullable PackCipher cipher) {
        this.compression = compression;
        this.level = level;
        this.cipher = cipher;
    }

    /** A codec that only decodes. */
    static SectionCodec decoder(@Nullable PackCipher cipher) {
        return new SectionCodec(Compression.NONE, 0, cipher);
    }

    Stored encode(int section, byte[] raw, int rawLength) {
        byte[] packed = compression == Compression.ZSTD ? compress(raw, rawLength) : null;
        int flags = packed == null ? 0 : PackLayout.COMPRESSED;
        byte[] text = packed == null ? raw : packed;
        int length = packed == null ? rawLength : packed.length;
        if (cipher != null) {
            return new Stored(cipher.seal(section, flags, rawLength, text, length), flags);
        }
        return new Stored(Arrays.copyOf(text, length), flags);
    }

    /** The raw bytes of a section; {@code null} if the stored ones are not what {@link #encode} gave. */
    byte @Nullable [] decode(int section, int flags, int rawLength, byte[] stored) {
        byte[] text = cipher == null ? stored : cipher.open(section, flags, rawLength, stored);
        if (text == null) {
            return null;
        }
        if ((flags & PackLayout.COMPRESSED) != 0) {
            return decompress(text, rawLength);
        }
        return text.length == rawLength ? text : null;
    }

    private byte @Nullable [] compress(byte[] raw, int rawLength) {
        try {
            return ZstdCodec.compress(raw, rawLength, level);
        } catch (LinkageError e) {
            throw libraryAbsent(e);
        }
    }

    private static byte @Nullable [] decompress(byte[] text, int rawLength) {
        try {
            return ZstdCodec.decompress(text, rawLength);
        } catch (LinkageError e) {
            throw libraryAbsent(e);
        }
    }

    /* Also covers a library that is there but cannot load its native part. */
    private static UnsupportedOperationException libraryAbsent(LinkageError e) {
        return new UnsupportedOperationException(
                "compression ZSTD needs zstd-jni, add com.github.luben:zstd-jni to the class path (on the module path:"
                        + " --add-modules com.github.luben.zstd_jni): " + e,
                e);
    }
}
