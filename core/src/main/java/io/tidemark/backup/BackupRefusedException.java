package io.tidemark.backup;

import java.io.IOException;
import java.util.Objects;

/** A backup cannot be used: it, or one that it depends on, is damaged, missing, substituted, or locked by another key. */
public final class BackupRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Finding finding;

    BackupRefusedException(Finding finding) {
        super(finding.toString());
        this.finding = Objects.requireNonNull(finding, "finding");
    }

    BackupRefusedException(Finding finding, Throwable cause) {
        super(finding.toString(), cause);
        this.finding = Objects.requireNonNull(finding, "finding");
    }

    static BackupRefusedException of(String backup, String where, String what, Object expected, Object found) {
        return new BackupRefusedException(Finding.of(backup, where, what, expected, found));
    }

    /** What is wrong, in parts. */
    public Finding finding() {
        return finding;
    }
}
