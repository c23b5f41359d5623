package io.tidemark.index;

/** How the keys of an index compare. */
public enum KeyOrder {
    /** As two's complement numbers: for timestamps. */
    SIGNED,
    /** As unsigned numbers: for WAL offsets and block ids. */
    UNSIGNED
}
