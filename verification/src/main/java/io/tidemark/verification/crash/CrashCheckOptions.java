package io.tidemark.verification.crash;

/**
 * How far a check goes.
 *
 * @param seed of the scenario and of every choice that is not walked
 * @param steps of the scenario, from 1
 * @param outcomes of a crash that are tried at each operation: all of them where there are no more, else drawn ones
 * @param draws trials of each other kind at each operation: a second crash, a failing disk, and so on
 * @param damages tried, each at an operation that is drawn
 * @param violationsMax after so many the check stops, from 1
 */
public record CrashCheckOptions(long seed, int steps, int outcomes, int draws, int damages, int violationsMax) {
    /** What the command does: some thousand points. */
    public static CrashCheckOptions of(long seed) {
        return new CrashCheckOptions(seed, 100, 16, 2, 200, 100);
    }
}
