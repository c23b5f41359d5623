package io.tidemark.simulator.vnode;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.event.EventKind;
import io.tidemark.simulator.store.BlockKind;
import io.tidemark.simulator.store.StoreFile;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The live files of a vnode, {@code current.json}. Changes by one {@link Edit} at a time: staged beside the present list,
 * then published by a rename. A job that rewrites what a file set has owns the set meanwhile.
 */
final class TsdbFileSystem {
    static final String NAME = "current.json";

    private final TsdbIo io;
    private final JsonDocument current;
    private NavigableMap<Integer, FileSet> sets = new TreeMap<>();
    private final Set<Integer> owned = new TreeSet<>();
    private @Nullable Staged staged;

    private record Staged(Edit edit, NavigableMap<Integer, FileSet> sets, StoreFile file) {}

    TsdbFileSystem(TsdbIo io) {
        this.io = io;
        this.current = new JsonDocument(io.store, io.events, BlockKind.CURRENT, NAME);
    }

    /** Writes the empty list of a new vnode. */
    void create() throws IOException {
        current.publish(current.stage(describe(List.of()), Edit.Kind.COMMIT.stagingName()));
    }

    FileSet set(int fid) {
        return sets.getOrDefault(fid, FileSet.empty(fid));
    }

    NavigableMap<Integer, FileSet> sets() {
        return Collections.unmodifiableNavigableMap(sets);
    }

    /** Whether the caller now owns the file set. */
    boolean own(int fid) {
        return owned.add(fid);
    }

    void disown(int fid) {
        owned.remove(fid);
    }

    /** Whether an edit is between stage and publish. */
    boolean isEditing() {
        return staged != null;
    }

    /** Writes the list as it will be. */
    void stage(Edit edit) throws IOException {
        if (staged != null) {
            throw new IllegalStateException("one edit at a time: staged=" + staged.edit.kind + ", asked=" + edit.kind);
        }
        NavigableMap<Integer, FileSet> changed = new TreeMap<>(sets);
        edit.changes().forEach((fid, change) -> {
            FileSet set = change.apply(set(fid));
            if (set.isEmpty()) {
                changed.remove(fid);
            } else {
                changed.put(fid, set);
            }
        });
        staged = new Staged(edit, changed, current.stage(describe(changed.values()), edit.kind.stagingName()));
    }

    /** Makes the staged list the present one; its new blocks are durable, what it no longer refers to is dead. */
    void publish() throws IOException {
        Staged next = staged;
        if (next == null) {
            throw new IllegalStateException("an edit must be staged before it is published");
        }
        current.publish(next.file);
        sets = next.sets;
        staged = null;
        LongList created = next.edit.created();
        for (int i = 0; i < created.count(); i++) {
            io.events.emit(EventKind.FLUSH, created.get(i));
        }
        bury(next.edit);
    }

    private void bury(Edit edit) throws IOException {
        LongList dead = edit.dead();
        for (int i = 0; i < dead.count(); i++) {
            io.store.remove(dead.get(i));
            io.events.emit(EventKind.DELETE, dead.get(i));
        }
        for (TsdbFile file : edit.deadFiles()) {
            io.store.drop(file.file);
        }
    }

    private static ObjectNode describe(Collection<FileSet> sets) {
        ObjectNode root = JsonDocument.object();
        root.put("fmtv", 1);
        ArrayNode list = root.putArray("fset");
        for (FileSet set : sets) {
            ObjectNode node = list.addObject();
            node.put("fid", set.fid());
            for (TsdbFile file : set.allFiles()) {
                if (file.kind != FileKind.STT) {
                    describe(node.putObject(file.kind.suffix()), file);
                }
            }
            describeLevels(node.putArray("stt lvl"), set);
        }
        return root;
    }

    private static void describeLevels(ArrayNode levels, FileSet set) {
        for (int level = 0; level <= FileSet.LEVEL_MAX; level++) {
            if (set.levelCount(level) == 0) {
                continue;
            }
            ObjectNode node = levels.addObject();
            node.put("level", level);
            ArrayNode files = node.putArray("files");
            for (SttFile stt : set.levels().get(level)) {
                describe(files.addObject(), stt.file());
            }
        }
    }

    private static void describe(ObjectNode node, TsdbFile file) {
        node.put("did.level", 0)
                .put("did.id", 0)
                .put("fid", file.fid)
                .put("cid", file.cid)
                .put("size", file.file.size());
        if (file.minVersion() <= file.maxVersion()) {
            node.put("minVer", file.minVersion()).put("maxVer", file.maxVersion());
        }
    }
}
