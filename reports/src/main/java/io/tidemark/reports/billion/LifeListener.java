package io.tidemark.reports.billion;

/** Is told how far a life is. */
interface LifeListener {
    /** Events up to this number were delivered. */
    void delivered(long index);
}
