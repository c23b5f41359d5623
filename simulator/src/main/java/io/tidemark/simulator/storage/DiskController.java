package io.tidemark.simulator.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers the operations of a disk and decides how each ends. Used under its own monitor, which is the lock of the disk. */
final class DiskController {
    private static final long NEVER = Long.MAX_VALUE;

    private final FaultCounts faults;
    private final List<DiskOperation> operations = new ArrayList<>();
    private long crashAt = NEVER;
    private @Nullable FaultKind failure;
    private long failFrom;
    private long failuresLeft;
    private boolean crashed;

    /** What an operation does to the disk. */
    interface Effect {
        void happen() throws IOException;
    }

    DiskController(FaultCounts faults) {
        this.faults = faults;
    }

    void crashAt(long operation) {
        crashAt = operation;
    }

    void crash() {
        crashed = true;
    }

    void failFrom(long operation, FaultKind kind, long times) {
        if (!kind.isFailure() || times < 1) {
            throw new IllegalArgumentException(
                    "expected a kind that strikes operations, at least once: kind=" + kind + ", times=" + times);
        }
        failFrom = operation;
        failure = kind;
        failuresLeft = times;
    }

    void heal() {
        failure = null;
    }

    boolean isCrashed() {
        return crashed;
    }

    FaultCounts faults() {
        return faults;
    }

    List<DiskOperation> operations() {
        return operations;
    }

    void requireUp() throws CrashedException {
        if (crashed) {
            throw new CrashedException(operations.size());
        }
    }

    /** Begins an operation. Answers how it is to fail; {@code null} if it is not. */
    @Nullable
    FaultKind begin(DiskOperation operation) throws CrashedException {
        requireUp();
        operations.add(operation);
        crashed = operations.size() >= crashAt;
        FaultKind kind = failure;
        if (kind == null || operations.size() < failFrom || failuresLeft == 0 || !kind.strikes(operation)) {
            return null;
        }
        failuresLeft--;
        faults.add(kind);
        return kind;
    }

    /** Ends an operation: with the crash if this is the one, with the failure if there is one. */
    void end(@Nullable FaultKind kind, String what) throws IOException {
        requireUp();
        if (kind != null) {
            String cause = kind == FaultKind.DISK_FULL ? "No space left on device" : "Input/output error";
            throw new IOException(what + ": " + cause + " (simulated)");
        }
    }

    /** An operation that a crash in the middle of it leaves undecided: it is done, and the outcome of the crash may undo it. */
    void change(DiskOperation operation, String what, Effect effect) throws IOException {
        FaultKind kind = begin(operation);
        if (kind == null) {
            effect.happen();
        }
        end(kind, what);
    }

    /** An operation that changes nothing when the machine crashes in the middle of it, or before the caller did what it is for. */
    void settle(DiskOperation operation, String what) throws IOException {
        end(begin(operation), what);
    }
}
