package io.tidemark.workloads.trace;

/** Understands the lines of one text format. */
interface LineParser {
    /**
     * Takes one line, which is not blank.
     *
     * @param number from 1
     * @return whether it was a request; a header or the like is none
     */
    boolean parse(String line, long number, TraceSink sink) throws BadLineException;
}
