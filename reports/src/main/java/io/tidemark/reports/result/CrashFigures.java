package io.tidemark.reports.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What a crash check found.
 *
 * @param operations storage operations of the scenario: the disk failed at each of them
 * @param crashes of these, those at which the machine crashed: all but a read behind a read, at which the disk is the same
 * @param exhausted of these, those of which every outcome that the disk's model has was tried
 * @param points times that an engine was opened on what was left, and held to the oracle
 * @param trials the same, by what was tried
 * @param faults how often each kind of fault changed something
 * @param violations points at which an invariant did not hold
 * @param first the first of them, a line each: what was expected and found, and what it takes to try that point again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CrashFigures(
        long operations,
        long crashes,
        long exhausted,
        long points,
        Map<String, Long> trials,
        Map<String, Long> faults,
        long violations,
        List<String> first) {}
