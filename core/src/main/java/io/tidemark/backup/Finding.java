package io.tidemark.backup;

import java.util.Objects;

/**
 * One thing in a backup folder that is not as it has to be.
 *
 * @param backup the backup that it makes unusable, such as {@code b0004}
 * @param where the file, and the place in it
 * @param what the rule that is broken
 * @param expected what has to be there
 * @param found what is there
 */
public record Finding(String backup, String where, String what, String expected, String found) {
    public Finding {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(found, "found");
    }

    static Finding of(String backup, String where, String what, Object expected, Object found) {
        return new Finding(backup, where, what, expected.toString(), found.toString());
    }

    @Override
    public String toString() {
        return "backup " + backup + ": " + what + ": in=" + where + ", expected=" + expected + ", found=" + found;
    }
}
