package io.tidemark.engine;

/** In which order blocks are listed: by their ids, unsigned. */
public enum Order {
    ASCENDING,
    DESCENDING
}
