package io.tidemark.verification.properties;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.backup.BackupKey;
import io.tidemark.backup.BackupRequest;
import io.tidemark.backup.RepositoryOptions;
import io.tidemark.engine.Compression;
import io.tidemark.event.EventKind;
import io.tidemark.verification.properties.BackupHistory.Step;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Restore = source: whatever happens to a host, every backup brings back what it was at the backup's moment. */
@AddLifecycleHook(Depth.class)
class BackupProperties {
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyBackupOfAHistoryRestoresTheSource(
            @ForAll("options") RepositoryOptions options, @ForAll @Size(max = 60) List<@From("steps") Step> steps)
            throws IOException {
        try (BackupHistory history = new BackupHistory(options, (kind, block) -> true)) {
            history.run(steps);
            history.check();
        }
    }

    /** The check above can fail: a host that keeps one kind of event to itself is found out. */
    @Example
    void hostThatKeepsUpdatesToItselfIsFoundOut() throws IOException {
        List<Step> steps = List.of(
                new Step.Put(1, 10, 1),
                new Step.Backup(BackupRequest.AUTO),
                new Step.Put(1, 10, 2),
                new Step.Backup(BackupRequest.AUTO));
        try (BackupHistory history =
                new BackupHistory(RepositoryOptions.DEFAULT, (kind, block) -> kind != EventKind.UPDATE)) {
            history.run(steps);
            assertThatExceptionOfType(AssertionError.class).isThrownBy(history::check);
        }
    }

    @Example
    void hostThatKeepsDeletionsToItselfIsFoundOut() throws IOException {
        List<Step> steps = List.of(
                new Step.Put(1, 10, 1),
                new Step.Backup(BackupRequest.AUTO),
                new Step.Delete(1),
                new Step.Backup(BackupRequest.AUTO));
        try (BackupHistory history =
                new BackupHistory(RepositoryOptions.DEFAULT, (kind, block) -> kind != EventKind.DELETE)) {
            history.run(steps);
            assertThatExceptionOfType(AssertionError.class).isThrownBy(history::check);
        }
    }

    @Provide
    Arbitrary<RepositoryOptions> options() {
        return Combinators.combine(Arbitraries.of(Compression.class), Arbitraries.of(true, false))
                .as((compression, isEncrypted) -> {
                    RepositoryOptions.Builder builder =
                            RepositoryOptions.builder().compression(compression).chunkBytes(4096);
                    if (isEncrypted) {
                        builder.key(BackupKey.of(new byte[BackupKey.BYTES]));
                    }
                    return builder.build();
                });
    }

    /* Few blocks, so that they are deleted and made again; among them both ends of the unsigned order. */
    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<Long> block = Arbitraries.of(0L, 1L, 2L, 3L, 4L, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1L);
        Arbitrary<Integer> length = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0)),
                Tuple.of(8, Arbitraries.integers().between(1, 100)),
                Tuple.of(1, Arbitraries.integers().between(4_000, 10_000)));
        Arbitrary<Step> put =
                Combinators.combine(block, length, Arbitraries.longs()).as(Step.Put::new);
        return Arbitraries.frequencyOf(
                Tuple.of(12, put),
                Tuple.of(4, block.map(Step.Delete::new)),
                Tuple.of(
                        3,
                        Arbitraries.of(BackupRequest.AUTO, BackupRequest.AUTO, BackupRequest.FULL)
                                .map(Step.Backup::new)),
                Tuple.of(1, Arbitraries.integers().between(0, 3).map(Step.Interrupt::new)),
                Tuple.of(1, Arbitraries.of(List.of(new Step.Resume()))),
                Tuple.of(1, Arbitraries.integers().between(0, 100).map(Step.Merge::new)),
                Tuple.of(1, Arbitraries.of(List.of(new Step.Loss()))));
    }
}
