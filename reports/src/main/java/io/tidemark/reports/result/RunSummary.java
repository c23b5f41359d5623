package io.tidemark.reports.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a command found: the content of {@code summary.json}. A part that the command does not measure is
 * {@code null} here and absent there, never zero.
 *
 * @param schemaVersion {@code major.minor}; a new minor version only adds fields
 * @param command the command, such as {@code replay}
 * @param version Tidemark's own
 * @param arguments the whole command line as given
 * @param started when it began, ISO 8601 in UTC
 * @param seconds what it took, wall clock
 * @param machine what it ran on
 * @param input the workload, the trace files or the folder
 * @param seed from which every random choice follows
 * @param digest SHA-256 over the event stream and every change set, hexadecimal
 * @param settings what else shaped the run, by name
 * @param events the events delivered
 * @param trace what the reader of the trace met
 * @param backups backups or windows, in order
 * @param check the comparison with a plain list of the events
 * @param restore the comparison of the restored chain with its source
 * @param baselines the same job without a tracker
 * @param crash the recoveries from crashes, failures and damage
 * @param engine what the engine did and took
 * @param benchmarks the results of JMH
 * @param billion the run of a billion blocks
 * @param timeline readings over time, ascending
 * @param notVerified what a reader might take for proven and is not, a sentence each
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"schemaVersion", "command", "version", "arguments", "started", "seconds", "machine"})
public record RunSummary(
        String schemaVersion,
        String command,
        String version,
        @Nullable List<String> arguments,
        @Nullable String started,
        @Nullable Double seconds,
        @Nullable Machine machine,
        @Nullable String input,
        @Nullable Long seed,
        @Nullable String digest,
        @Nullable Map<String, String> settings,
        @Nullable EventCounts events,
        @Nullable TraceCounts trace,
        @Nullable List<BackupResult> backups,
        @Nullable CheckCounts check,
        @Nullable RestoreCounts restore,
        @Nullable Baselines baselines,
        @Nullable CrashFigures crash,
        @Nullable EngineFigures engine,
        @Nullable List<BenchResult> benchmarks,
        @Nullable BillionFigures billion,
        @Nullable List<Sample> timeline,
        @Nullable List<String> notVerified) {
    /** The schema that this version writes. */
    public static final String SCHEMA_VERSION = "1.1";

    public RunSummary {
        Objects.requireNonNull(schemaVersion, "schemaVersion");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(version, "version");
    }

    /** A summary of a run of {@code command} by Tidemark {@code version}, with nothing measured yet. */
    public static RunSummaryBuilder builder(String command, String version) {
        return new RunSummaryBuilder(command, version);
    }

    /** How many answers, blocks or windows were not what they had to be, over every verification that the run did. */
    public long differences() {
        return (check == null ? 0 : check.differences())
                + (restore == null ? 0 : restore.differences())
                + (billion == null ? 0 : billion.differences())
                + (crash == null ? 0 : crash.violations());
    }

    /** Whether the run did any verification. */
    public boolean verifies() {
        return check != null || restore != null || billion != null || crash != null;
    }
}
