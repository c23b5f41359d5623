package io.tidemark.simulator.baseline;

import io.tidemark.simulator.vnode.LogReader;
import io.tidemark.simulator.vnode.StoreReader;
import java.io.IOException;

/**
 * A backup by subscription (TMQ with {@code experimental.snapshot.enable}): one subscriber of one vnode that catches up at
 * each backup. The first time it scans the tables one by one, then it reads the log in order, all of it.
 *
 * <p>An answer carries the rows of one table in the scan, of any tables from the log, and ends at
 * {@value #ROWS_PER_POLL} rows ({@code min.poll.rows}), or where the log ends ({@code fetch.max.wait.ms} of 1 s passes). A
 * change of tables or a delete is an answer of its own, as is each table's schema in the scan. An offset older than the
 * log's first version is moved forward without an error, as TDengine does; here it is counted.
 */
public final class TmqBaseline {
    /** Rows after which an answer is sent. */
    public static final int ROWS_PER_POLL = 4096;

    private static final int ROW_HEADER_BYTES = 16;

    private final LogReader log;
    private long nextVersion;
    private boolean scanned;
    private long polls;
    private long messages;
    private long rows;
    private long bytes;
    private long gaps;
    private long versionsLost;

    /** A subscriber that has received nothing yet. */
    public TmqBaseline(LogReader log) {
        this.log = log;
    }

    /**
     * Receives everything up to now.
     *
     * @param blocks the vnode's blocks as they are now, for the scan
     */
    public void catchUp(StoreReader.Blocks blocks) throws IOException {
        if (scanned) {
            readLog();
        } else {
            scan(blocks);
        }
    }

    private void scan(StoreReader.Blocks blocks) throws IOException {
        StoreReader.read(blocks).forEachTable((uid, tableRows, tableBytes) -> {
            long answers = 1 + (tableRows + ROWS_PER_POLL - 1) / ROWS_PER_POLL;
            polls += answers;
            messages += answers;
            rows += tableRows;
            bytes += tableBytes + tableRows * ROW_HEADER_BYTES;
        });
        scanned = true;
        nextVersion = log.lastVersion() + 1;
    }

    private void readLog() throws IOException {
        long first = log.firstVersion();
        if (nextVersion < first) {
            gaps++;
            versionsLost += first - nextVersion;
            nextVersion = first;
        }
        Answer answer = new Answer();
        log.read(nextVersion, log.lastVersion(), answer);
        answer.end();
        polls++;
        nextVersion = log.lastVersion() + 1;
    }

    /** What it has cost so far. */
    public TmqCounts counts() {
        return new TmqCounts(polls, messages, rows, bytes, gaps, versionsLost);
    }

    /** An answer being filled from the log. */
    private final class Answer implements LogReader.Visitor {
        private int filled;

        @Override
        public void record(long version, int recordRows, long rowBytes, boolean isMeta) {
            bytes += rowBytes;
            if (isMeta) {
                end();
                send();
                return;
            }
            filled += recordRows;
            rows += recordRows;
            if (filled >= ROWS_PER_POLL) {
                end();
            }
        }

        void end() {
            if (filled > 0) {
                filled = 0;
                send();
            }
        }

        private void send() {
            polls++;
            messages++;
        }
    }
}
