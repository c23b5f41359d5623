package io.tidemark.simulator.vnode;

import java.io.IOException;

/** The log of a vnode as a subscriber sees it: records by version, and what a record costs to deliver. */
public final class LogReader {
    /** Takes one record. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes one record.
         *
         * @param version of the record
         * @param rows rows in it; 0 when it carries none
         * @param rowBytes the bytes of its rows
         * @param isMeta whether it is a change of tables or a delete, which subscribers get as a message of its own
         */
        void record(long version, int rows, long rowBytes, boolean isMeta);
    }

    private final Wal wal;

    LogReader(Wal wal) {
        this.wal = wal;
    }

    /** The oldest version still there; the next to come when there is none. */
    public long firstVersion() {
        return wal.firstVersion();
    }

    /** The last version written. */
    public long lastVersion() {
        return wal.lastVersion();
    }

    /** Reads what there is from one version to another, both inclusive. */
    public void read(long from, long to, Visitor visitor) throws IOException {
        wal.read(from, to, (version, type, body) -> {
            if (type == WalLayout.SUBMIT) {
                int prefix = WalLayout.SUBMIT_PREFIX_BYTES + WalLayout.SUBMIT_TABLE_BYTES;
                visitor.record(version, WalRecords.rowCount(body), body.remaining() - prefix, false);
            } else {
                boolean isMeta =
                        type == WalLayout.CREATE_TABLE || type == WalLayout.DROP_TABLE || type == WalLayout.DELETE;
                visitor.record(version, 0, 0, isMeta);
            }
        });
    }
}
