package io.tidemark.backup;

import java.util.List;

/**
 * What a verification looked at and what it found.
 *
 * @param findings what is wrong; empty if nothing is
 * @param unchecked what could not be looked at, and why: the contents of encrypted backups when there is no key
 * @param backups how many were looked at
 * @param packs how many were read, each from its first to its last byte
 * @param blocks how many were decoded and held against their CRC32C
 * @param bytes the bytes of those packs
 */
public record Verification(
        List<Finding> findings, List<String> unchecked, int backups, int packs, long blocks, long bytes) {
    public Verification {
        findings = List.copyOf(findings);
        unchecked = List.copyOf(unchecked);
    }

    /** Whether nothing is wrong with what could be looked at. */
    public boolean isGood() {
        return findings.isEmpty();
    }
}
