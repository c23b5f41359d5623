package io.tidemark.simulator.storage;

import io.tidemark.spi.Storage;
import io.tidemark.workloads.ChoiceSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that keeps apart what the process sees and what is durable, numbers its operations, crashes at the one it
 * is told to, and fails on demand. Equal {@linkplain ChoiceSource choices} give equal outcomes.
 *
 * <p><b>The crash.</b> The operation that crashes does not return: it and all later ones throw {@link CrashedException}.
 * {@link #afterCrash} is what the next process finds, as often as it is asked, each time by other choices.
 *
 * <p><b>Bytes.</b> {@link Storage.Output#force} makes durable what was written to its file. Each other write, as the call
 * made it, is whole, absent, torn at a border of 512 bytes with either side there, or has other bytes in one sector or in
 * all of them; each independently of the rest, in any order. A file is as long as the last byte that is there demands, or
 * as long as the process saw it, with zeros where nothing came: file systems that allocate late bring length and bytes to
 * the disk apart. Bytes that were never written to stay what they were, those in the same sector too.
 *
 * <p><b>Names.</b> {@link #forceDirectory} makes creations, renames and deletions durable. Each later one is done or undone
 * independently, except that it is undone with an earlier one which concerns the same file or the same name: a rename
 * with the creation of its file, the second rename to a name with the first. So a rename that was called later may be
 * there and an earlier one of another file not. ext4 and XFS keep the order of the calls in their journal, which is one of
 * these outcomes; POSIX promises no order, and file systems with a log for each file or with copies on a network use that
 * freedom. One rename is atomic. Forcing a file makes its bytes durable and not its name, whatever ext4 and XFS do besides.
 *
 * <p><b>Failures.</b> From an operation on, {@link #failFrom} lets the next ones of a kind fail. A failed write or a full disk
 * leaves a prefix of the bytes, unforced. A failed force of a file gives its unforced bytes up: they are still seen, a later
 * force succeeds, and the next crash may take them nevertheless, as Linux does it (pages that could not be written are marked clean).
 * A failed force of the folder leaves its changes to the next one. A rename or deletion that fails did nothing.
 *
 * <p><b>Not modelled.</b> A sector that the disk tears inside; forced bytes that change in a crash; a mapping whose pages cannot
 * be read (a map is a copy here); names that differ in case only.
 *
 * <p>Safe for use by any thread, but which of two threads comes first is for them to say.
 */
public final class CrashStorage implements Storage {
    private final ChoiceSource choices;
    private final DiskFolder folder;
    private final DiskController controller;
    private boolean locked;

    /**
     * An empty disk.
     *
     * @param choices decide how much of a write that fails is there
     */
    public CrashStorage(ChoiceSource choices) {
        this(choices, new DiskFolder(new TreeMap<>()), new FaultCounts());
    }

    private CrashStorage(ChoiceSource choices, DiskFolder folder, FaultCounts faults) {
        this.choices = choices;
        this.folder = folder;
        this.controller = new DiskController(faults);
    }

    // ---- what is to go wrong

    /** Crashes at the operation with this number, from 1; that of an earlier one means the next. */
    public void crashAt(long operation) {
        synchronized (controller) {
            controller.crashAt(operation);
        }
    }

    /** Crashes now, between two operations. */
    public void crash() {
        synchronized (controller) {
            controller.crash();
        }
    }

    /**
     * Lets operations fail; replaces what an earlier call asked for.
     *
     * @param operation the number of the first one that may, from 1
     * @param kind how; operations that cannot fail so go on as ever
     * @param times how many, from 1
     */
    public void failFrom(long operation, FaultKind kind, long times) {
        synchronized (controller) {
            controller.failFrom(operation, kind, times);
        }
    }

    /** From here on nothing fails any more. */
    public void heal() {
        synchronized (controller) {
            controller.heal();
        }
    }

    /** Changes every bit of a byte of a file that lies still. */
    public void flipByte(String name, int position) throws IOException {
        damage(name, FaultKind.FLIPPED_BYTE, bytes -> {
            bytes[position] = (byte) ~bytes[position];
            return bytes;
        });
    }

    /** Cuts a file that lies still. */
    public void cut(String name, int length) throws IOException {
        damage(name, FaultKind.CUT_FILE, bytes -> Arrays.copyOf(bytes, length));
    }

    /** Takes a file away that lies still. */
    public void lose(String name) throws IOException {
        damage(name, FaultKind.LOST_FILE, bytes -> null);
    }

    private void damage(String name, FaultKind kind, UnaryOperator<byte @Nullable []> damage) throws IOException {
        synchronized (controller) {
            folder.replace(name, damage.apply(folder.file(name).bytes()));
            controller.faults().add(kind);
        }
    }

    // ---- what went wrong

    /** The operations so far; that with number n at index n - 1. */
    public List<DiskOperation> operations() {
        synchronized (controller) {
            return List.copyOf(controller.operations());
        }
    }

    /** Whether the machine is down. */
    public boolean isCrashed() {
        synchronized (controller) {
            return controller.isCrashed();
        }
    }

    /** What went wrong here, and in the crash before it. To be read when the disk is no longer used. */
    public FaultCounts faults() {
        return controller.faults();
    }

    /** The bytes of every file, as the process sees them: equal for equal disks. */
    public SortedMap<String, ByteBuffer> contents() {
        synchronized (controller) {
            return folder.contents();
        }
    }

    /**
     * A disk as the crash may have left it; this one stays as it is.
     *
     * @param outcome decides what survives, and what {@code choices} did after that
     * @throws IllegalStateException if the machine is not down
     */
    public CrashStorage afterCrash(ChoiceSource outcome) {
        synchronized (controller) {
            if (!controller.isCrashed()) {
                throw new IllegalStateException("the machine is still up, crash it first");
            }
            FaultCounts counts = new FaultCounts();
            return new CrashStorage(outcome, folder.afterCrash(outcome, counts), counts);
        }
    }

    // ---- operations

    @Override
    public Output create(String name) throws IOException {
        synchronized (controller) {
            controller.change(DiskOperation.CREATE, name, () -> folder.create(name));
            return new DiskOutput(controller, choices, name, folder.file(name));
        }
    }

    @Override
    public Input open(String name) throws IOException {
        synchronized (controller) {
            controller.settle(DiskOperation.OPEN, name);
            return new DiskInput(controller, name, folder.file(name));
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        synchronized (controller) {
            controller.change(DiskOperation.RENAME, from, () -> folder.rename(from, to));
        }
    }

    @Override
    public void delete(String name) throws IOException {
        synchronized (controller) {
            controller.change(DiskOperation.DELETE, name, () -> folder.delete(name));
        }
    }

    @Override
    public List<String> list() throws IOException {
        synchronized (controller) {
            controller.settle(DiskOperation.LIST, location());
            return folder.names();
        }
    }

    @Override
    public void forceDirectory() throws IOException {
        synchronized (controller) {
            controller.settle(DiskOperation.FORCE_DIRECTORY, location());
            folder.force();
        }
    }

    @Override
    public void lock() throws IOException {
        synchronized (controller) {
            controller.requireUp();
            if (locked) {
                throw new IOException("folder is in use by another engine, close that one first: folder=" + location());
            }
            locked = true;
        }
    }

    @Override
    public String location() {
        return "simulated disk";
    }

    @Override
    public void close() {
        synchronized (controller) {
            locked = false;
        }
    }
}
