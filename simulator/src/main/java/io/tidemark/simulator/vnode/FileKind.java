package io.tidemark.simulator.vnode;

import io.tidemark.bitmap.CorruptDataException;

/** The files that blocks of {@link BlockLayout} stand in: those of a file set, and the catalogue's. */
enum FileKind {
    HEAD(0, "head"),
    DATA(1, "data"),
    SMA(2, "sma"),
    TOMB(3, "tomb"),
    STT(4, "stt"),
    CATALOGUE(5, "tdb");

    private static final FileKind[] KINDS = values();

    private final int code;
    private final String suffix;

    FileKind(int code, String suffix) {
        this.code = code;
        this.suffix = suffix;
    }

    /** The number in a block's header. */
    int code() {
        return code;
    }

    static FileKind ofCode(int code) throws CorruptDataException {
        if (code < 0 || code >= KINDS.length) {
            throw new CorruptDataException("block", 0, "a file kind from 0 to 5", code);
        }
        return KINDS[code];
    }

    /** The end of the file's name and its key in {@code current.json}. */
    String suffix() {
        return suffix;
    }
}
