package io.tidemark.bitmap;

import java.io.IOException;

/** Bytes from outside that are not what they claim to be: damaged, cut, swapped, or of another format. */
public final class CorruptDataException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * Names the damage.
     *
     * @param what the thing read, such as {@code segment file}
     * @param position where in it, in bytes from its begin
     * @param expected what the format asks for there
     * @param found what is there
     */
    public CorruptDataException(String what, long position, Object expected, Object found) {
        super(what + " is damaged: position=" + position + ", expected=" + expected + ", found=" + found);
    }
}
