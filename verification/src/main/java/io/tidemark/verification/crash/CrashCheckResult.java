package io.tidemark.verification.crash;

import io.tidemark.simulator.storage.FaultKind;
import java.util.List;
import java.util.Map;

/**
 * What a check found.
 *
 * @param operations storage operations of the scenario: at each of them the disk failed
 * @param crashes of these, those at which the machine crashed: all but a read behind a read, at which the disk is the same
 * @param exhausted of these, those of which every outcome that the model has was tried
 * @param points recoveries that were held to the ledger: one for each operation and outcome, and for each other trial
 * @param pointsByKind of these, by what was tried
 * @param faults how often each kind of fault changed something
 * @param violations all that were found
 */
public record CrashCheckResult(
        long operations,
        long crashes,
        long exhausted,
        long points,
        Map<CrashPoint.Kind, Long> pointsByKind,
        Map<FaultKind, Long> faults,
        List<Violation> violations) {}
