package io.tidemark.simulator.storage;

import java.io.IOException;

/** The machine has crashed: nothing can be done with its storage any more. */
public final class CrashedException extends IOException {
    private static final long serialVersionUID = 1;

    CrashedException(long operation) {
        super("the machine crashed: operation=" + operation);
    }
}
