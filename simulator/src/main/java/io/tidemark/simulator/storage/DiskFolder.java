package io.tidemark.simulator.storage;

import io.tidemark.workloads.ChoiceSource;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names of files: those that the process sees, and those that a crash would leave. */
final class DiskFolder {
    /**
     * A change of the folder that no force covers.
     *
     * @param undone what it is when a crash undoes it
     * @param from the name that it takes away; null if none
     * @param to the name that it gives; null if none
     */
    private record Change(
            FaultKind undone,
            DiskFile file,
            @Nullable String from,
            @Nullable String to) {
        void apply(Map<String, DiskFile> names) {
            if (from != null) {
                names.remove(from);
            }
            if (to != null) {
                names.put(to, file);
            }
        }

        Set<Object> concerns() {
            Set<Object> concerned = new HashSet<>();
            concerned.add(file);
            if (from != null) {
                concerned.add(from);
            }
            if (to != null) {
                concerned.add(to);
            }
            return concerned;
        }
    }

    private final TreeMap<String, DiskFile> seen;
    private TreeMap<String, DiskFile> durable;
    private final List<Change> changes = new ArrayList<>();

    /** A folder with these files, all of them durable. */
    DiskFolder(SortedMap<String, DiskFile> files) {
        this.seen = new TreeMap<>(files);
        this.durable = new TreeMap<>(files);
    }

    List<String> names() {
        return List.copyOf(seen.keySet());
    }

    DiskFile file(String name) throws NoSuchFileException {
        DiskFile file = seen.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    SortedMap<String, ByteBuffer> contents() {
        TreeMap<String, ByteBuffer> contents = new TreeMap<>();
        seen.forEach(
                (name, file) -> contents.put(name, ByteBuffer.wrap(file.bytes()).asReadOnlyBuffer()));
        return contents;
    }

    DiskFile create(String name) throws FileAlreadyExistsException {
        if (seen.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        DiskFile file = new DiskFile(new byte[0]);
        change(new Change(FaultKind.UNDONE_CREATE, file, null, name));
        return file;
    }

    void rename(String from, String to) throws NoSuchFileException {
        change(new Change(FaultKind.UNDONE_RENAME, file(from), from, to));
    }

    void delete(String name) {
        DiskFile file = seen.get(name);
        if (file != null) {
            change(new Change(FaultKind.UNDONE_DELETE, file, name, null));
        }
    }

    /** Gives a name another file, with these bytes, or none, and makes all names durable. */
    void replace(String name, byte @Nullable [] bytes) {
        if (bytes == null) {
            seen.remove(name);
        } else {
            seen.put(name, new DiskFile(bytes));
        }
        force();
    }

    private void change(Change change) {
        change.apply(seen);
        changes.add(change);
    }

    void force() {
        durable = new TreeMap<>(seen);
        changes.clear();
    }

    /** What a crash leaves of the names, and of their files. */
    DiskFolder afterCrash(ChoiceSource choices, FaultCounts faults) {
        TreeMap<String, DiskFile> left = new TreeMap<>();
        names(choices, faults).forEach((name, file) -> left.put(name, new DiskFile(file.survivors(choices, faults))));
        return new DiskFolder(left);
    }

    /* A change is undone when one before it is that concerns its file or its names. */
    private SortedMap<String, DiskFile> names(ChoiceSource choices, FaultCounts faults) {
        TreeMap<String, DiskFile> left = new TreeMap<>(durable);
        Set<Object> unsettled = new HashSet<>();
        for (Change change : changes) {
            Set<Object> concerned = change.concerns();
            boolean mayBeDone = concerned.stream().noneMatch(unsettled::contains);
            if (mayBeDone && choices.below(2) == 0) {
                change.apply(left);
                continue;
            }
            unsettled.addAll(concerned);
            if (mayBeDone) {
                faults.add(change.undone());
            }
        }
        return left;
    }
}
