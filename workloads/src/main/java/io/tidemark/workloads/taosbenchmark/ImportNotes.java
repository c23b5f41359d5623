package io.tidemark.workloads.taosbenchmark;

import io.tidemark.workloads.InputException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What comes up while a file is read: faults, keys without effect, and the first key that is missing. */
final class ImportNotes {
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

    private final String file;
    private final String text;
    private final Set<String> ignored = new LinkedHashSet<>();
    private @Nullable InputException missing;

    ImportNotes(String file, String text) {
        this.file = file;
        this.text = text;
    }

    InputException fault(String path, String expected, String found, String advice) {
        String where = file + ", line " + JsonLines.lineOf(text, path);
        return new InputException(path.isEmpty() ? where : where + ": " + path, expected, found, advice);
    }

    /* A wrong value is told before a missing one: it is where the user wrote something. */
    void missing(String path, String expected, String advice) {
        if (missing == null) {
            missing = fault(path, expected, "nothing", advice);
        }
    }

    void requireNothingMissing() {
        if (missing != null) {
            throw missing;
        }
    }

    void ignored(String path) {
        ignored.add(INDEX.matcher(path).replaceAll("[]"));
    }

    void ignored(String path, String reason) {
        ignored(path + " (" + reason + ")");
    }

    List<String> ignored() {
        return List.copyOf(ignored);
    }
}
