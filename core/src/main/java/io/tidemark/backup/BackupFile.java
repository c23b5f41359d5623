package io.tidemark.backup;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of a backup folder, as its name tells it.
 *
 * <table>
 * <caption>Names</caption>
 * <tr><td>{@code b0004.json}</td><td>the manifest: the backup is committed</td></tr>
 * <tr><td>{@code b0004.session}</td><td>its header: a backup is under way, was interrupted, or was just committed</td></tr>
 * <tr><td>{@code b0004.gone}</td><td>it was aborted, pruned or deleted; keeps the id from being given out again</td></tr>
 * <tr><td>{@code b0004-00002.<sha-256>.pack}</td><td>pack 2 of it</td></tr>
 * <tr><td>{@code *.tmp}</td><td>being written, or left over from that</td></tr>
 * </table>
 *
 * @param backup the number of the backup, from 1
 * @param pack the number of the pack; 0 for files of another kind
 */
record BackupFile(Kind kind, long backup, int pack) {
    enum Kind {
        MANIFEST,
        SESSION,
        GONE,
        PACK,
        TEMPORARY
    }

    static final String TEMPORARY_SUFFIX = ".tmp";

    private static final Pattern NAME =
            Pattern.compile("b([0-9]{4,18})(?:\\.(json|session|gone)|-([0-9]{5,9})\\.[0-9a-f]{64}\\.pack|.*\\.tmp)");
    private static final Pattern ID = Pattern.compile("b([0-9]{4,18})");

    /** The file with this name; {@code null} if it is none of ours. */
    static @Nullable BackupFile parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        long backup = Long.parseLong(matcher.group(1));
        if (!id(backup).equals("b" + matcher.group(1))) {
            return null;
        }
        if (name.endsWith(TEMPORARY_SUFFIX)) {
            return new BackupFile(Kind.TEMPORARY, backup, 0);
        }
        if (matcher.group(3) != null) {
            return new BackupFile(Kind.PACK, backup, Integer.parseInt(matcher.group(3)));
        }
        return new BackupFile(kindOf(matcher.group(2)), backup, 0);
    }

    private static Kind kindOf(String suffix) {
        return switch (suffix) {
            case "json" -> Kind.MANIFEST;
            case "session" -> Kind.SESSION;
            case "gone" -> Kind.GONE;
            default -> throw new IllegalStateException("no such kind of file: suffix=" + suffix);
        };
    }

    static String id(long backup) {
        return String.format(Locale.ROOT, "b%04d", backup);
    }

    /**
     * The number in an id.
     *
     * @throws IllegalArgumentException if it is no id
     */
    static long number(String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches() || !id(Long.parseLong(matcher.group(1))).equals(id)) {
            throw new IllegalArgumentException("backup id must be b and a number, such as b0004: id=" + id);
        }
        return Long.parseLong(matcher.group(1));
    }

    static String manifest(String id) {
        return id + ".json";
    }

    static String session(String id) {
        return id + ".session";
    }

    static String gone(String id) {
        return id + ".gone";
    }

    static String pack(String id, int pack, String sha256) {
        return String.format(Locale.ROOT, "%s-%05d.%s.pack", id, pack, sha256);
    }

    static String packTemporary(String id, int pack) {
        return String.format(Locale.ROOT, "%s-%05d%s", id, pack, TEMPORARY_SUFFIX);
    }
}
