package io.tidemark.event;

/** What happened to a block. The {@linkplain #code() code} is stable: it stands in traces and segment files. */
public enum EventKind {
    /** The block exists from here on. */
    CREATE(0),
    /** The content of an existing block changed. */
    UPDATE(1),
    /** What was written to the block so far is on stable storage of the host. Says nothing about backups. */
    FLUSH(2),
    /** The block no longer exists. */
    DELETE(3);

    private static final EventKind[] BY_CODE = {CREATE, UPDATE, FLUSH, DELETE};

    private final byte code;

    EventKind(int code) {
        this.code = (byte) code;
    }

    /** A number from 0 to 3, stable over versions. */
    public byte code() {
        return code;
    }

    /** Whether the event changes what a restore must produce: every kind but {@link #FLUSH}. */
    public boolean isChange() {
        return this != FLUSH;
    }

    /**
     * The kind with this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static EventKind ofCode(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("event kind must be from 0 to 3: code=" + code);
        }
        return BY_CODE[code];
    }
}
