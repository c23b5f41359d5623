package io.tidemark.workloads.trace;

/** Understands the lines of one text format. */
interface LineParser {
    /**
     * Takes one line, which is not blank. A line that is not of the format gives no event and changes nothing.
     *
     * @param number from 1
     * @return whether it was a request; a header or the like is none
     */
    boolean parse(Line line, long number, TraceSink sink) throws BadLineException;
}
