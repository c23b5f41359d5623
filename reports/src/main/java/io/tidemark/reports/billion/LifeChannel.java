package io.tidemark.reports.billion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;

/** What a life says to the process that began it: a line each on standard output, a word and what follows it. */
final class LifeChannel implements LifeListener {
    /** Followed by how many events were delivered. */
    static final String PROGRESS = "progress ";

    /** Followed by the report of the life as JSON. */
    static final String REPORT = "report ";

    /** The life can be killed now. */
    static final String READY = "ready";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final PrintStream out;

    LifeChannel(PrintStream out) {
        this.out = out;
    }

    @Override
    public void delivered(long index) {
        say(PROGRESS + index);
    }

    void report(Object report) {
        try {
            say(REPORT + MAPPER.writeValueAsString(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reports are plain values", e);
        }
    }

    void ready() {
        say(READY);
    }

    private void say(String line) {
        out.print(line + "\n");
        out.flush();
    }

    /** The report in a line that begins with {@link #REPORT}. */
    static <T> T reportIn(String line, Class<T> type) {
        try {
            return MAPPER.readValue(line.substring(REPORT.length()), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a life must report what it found: line=" + line, e);
        }
    }
}
