package io.tidemark.simulator.vnode;

import java.io.IOException;

/** Work that goes on beside the writes, in bounded steps. */
interface BackgroundJob {
    /** How a step went. */
    enum Progress {
        /** It did something, more is to do. */
        MORE,
        /** It did nothing: another job has to get on first. */
        WAITING,
        /** The job is done. */
        DONE
    }

    Progress step() throws IOException;

    /** What it is at, for messages. */
    String describe();
}
