package io.tidemark.verification.crash;

import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.FolderInspection;
import io.tidemark.simulator.storage.CrashStorage;
import io.tidemark.simulator.storage.FaultKind;
import io.tidemark.workloads.ChoiceSource;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A file of a closed engine, damaged.
 *
 * @param file its name
 * @param kind how
 * @param segment what it held; {@code null} if it is not a segment
 */
record Damage(String file, FaultKind kind, FolderInspection.@Nullable Segment segment) {
    private static final FaultKind[] KINDS = {FaultKind.FLIPPED_BYTE, FaultKind.CUT_FILE, FaultKind.LOST_FILE};

    /** Damages a file of a folder: any segment, in any way, or bytes of the manifest. */
    static Damage of(CrashStorage disk, ChoiceSource choices) throws IOException {
        FolderInspection folder = FolderInspection.of(disk, FolderInspection.Depth.HEADERS);
        int place = choices.below(folder.segments().size() + 1);
        if (place < folder.segments().size()) {
            FolderInspection.Segment segment = folder.segments().get(place);
            FaultKind kind = KINDS[choices.below(KINDS.length)];
            return new Damage(segment.file(), kind, segment).done(disk, choices);
        }
        FaultKind kind = KINDS[choices.below(KINDS.length - 1)];
        return new Damage("manifest.json", kind, null).done(disk, choices);
    }

    private Damage done(CrashStorage disk, ChoiceSource choices) throws IOException {
        int length = (int) disk.open(file).size();
        switch (kind) {
            case FLIPPED_BYTE -> disk.flipByte(file, choices.below(length));
            case CUT_FILE -> disk.cut(file, choices.below(length));
            default -> disk.lose(file);
        }
        return this;
    }

    /** Whether an engine may refuse to open: it knows nothing without its manifest, and everything but a part without a segment. */
    boolean mayKeepClosed() {
        return segment == null;
    }

    /** The consumers whose pending windows need the file. */
    Set<String> needers(Ledger ledger) {
        Set<String> needers = new TreeSet<>();
        ledger.consumers().forEach((name, state) -> {
            BackupCursor cursor = state.cursor();
            if (segment == null || cursor == null || segment.lastSequence() > cursor.segmentSequence()) {
                needers.add(name);
            }
        });
        return needers;
    }
}
