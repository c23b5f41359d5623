package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.backup.BackupRepository;
import io.tidemark.backup.RepositoryOptions;
import io.tidemark.engine.EngineConfig;
import io.tidemark.event.EventKind;
import io.tidemark.event.OverflowPolicy;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationRunTest {
    private static final int OPERATIONS = 2_000;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4"})
    void everyBackupIsRestoredWithoutADifference(long seed, int sttTrigger) throws IOException {
        RunResult result = run(Plans.mixed(seed, sttTrigger, OPERATIONS), RunOptions.Wiring.DIRECT);
        assertThat(result.check().first()).isEmpty();
        assertThat(result.restore().first()).isEmpty();
        assertThat(result.isGood()).isTrue();
        assertThat(result.check().windows()).isEqualTo(10);
        assertThat(result.restore().restores()).isEqualTo(10);
        assertThat(result.operations()).isEqualTo(OPERATIONS);
        assertThat(result.backups()).hasSize(10);
        assertThat(result.backups().stream().filter(RunResult.Backup::isFull)).hasSize(2);
        assertThat(result.backups()).allMatch(backup -> backup.operationsMeanwhile() > 0);
    }

    @Test
    void aRunMeetsEveryMechanism() throws IOException {
        RunResult result = run(Plans.mixed(4, 2, OPERATIONS), RunOptions.Wiring.DIRECT);
        assertThat(result.events().create()).isPositive();
        assertThat(result.events().update()).isPositive();
        assertThat(result.events().flush()).isPositive();
        assertThat(result.events().delete()).isPositive();
        assertThat(result.store().commits()).isPositive();
        assertThat(result.store().merges()).isPositive();
        assertThat(result.store().compactions()).isPositive();
        assertThat(result.store().blocksRewritten()).isPositive();
        assertThat(result.store().logSegmentsTrimmed()).isPositive();
        assertThat(result.tmq().messages()).isPositive();
        assertThat(result.fullScan().bytes())
                .isGreaterThan(result.backups().stream()
                        .filter(backup -> !backup.isFull())
                        .mapToLong(RunResult.Backup::bytes)
                        .sum());
    }

    @Test
    void equalSeedsGiveEqualRunsAndOthersOthers() throws IOException {
        RunResult first = run(Plans.mixed(5, 2, OPERATIONS), RunOptions.Wiring.DIRECT);
        RunResult second = run(Plans.mixed(5, 2, OPERATIONS), RunOptions.Wiring.DIRECT);
        RunResult other = run(Plans.mixed(6, 2, OPERATIONS), RunOptions.Wiring.DIRECT);
        assertThat(second).isEqualTo(first);
        assertThat(other.digest()).isNotEqualTo(first.digest());
    }

    @Test
    void aLostUpdateIsFoundByTheWindowCheckAndByTheRestore() throws IOException {
        RunResult result = run(Plans.mixed(7, 2, OPERATIONS), Plans.losing(EventKind.UPDATE, 1));
        assertThat(result.check().differences()).isPositive();
        assertThat(result.restore().differences()).isPositive();
        assertThat(result.isGood()).isFalse();
    }

    @Test
    void aLostFlushIsFoundByTheWindowCheckAndHarmsNoRestore() throws IOException {
        RunResult result = run(Plans.mixed(7, 2, OPERATIONS), Plans.losing(EventKind.FLUSH, 3));
        assertThat(result.check().differences()).isPositive();
        assertThat(result.restore().differences()).isZero();
    }

    @Test
    void aRingThatOverflowsTellsItsLossesAndTheNextBackupIsFull() throws IOException {
        EngineConfig config = EngineConfig.builder()
                .eventBufferSize(64)
                .overflowPolicy(OverflowPolicy.DEGRADE)
                .build();
        RunResult result = SimulationRun.run(Plans.options(
                Plans.mixed(8, 2, OPERATIONS), config, RunOptions.Places.MEMORY, RunOptions.Wiring.DIRECT));
        assertThat(result.engine().fullRequired()).isPositive();
        assertThat(result.backups().stream().filter(RunResult.Backup::isFull)).hasSizeGreaterThan(2);
        assertThat(result.restore().first()).isEmpty();
        assertThat(result.isGood()).isTrue();
    }

    @Test
    void backupsOnDiskCanBeVerifiedAndRestoredAfterTheRun(@TempDir Path folder) throws IOException {
        RunResult result = SimulationRun.run(Plans.options(
                Plans.mixed(9, 2, 500),
                EngineConfig.builder().build(),
                RunOptions.Places.backupsIn(folder),
                RunOptions.Wiring.DIRECT));
        try (BackupRepository repository = BackupRepository.open(Storage.folder(folder), RepositoryOptions.DEFAULT)) {
            assertThat(repository.verifyAll().findings()).isEmpty();
            assertThat(repository.list()).hasSameSizeAs(result.backups());
        }
    }

    private static RunResult run(SimulationPlan plan, RunOptions.Wiring wiring) throws IOException {
        return SimulationRun.run(Plans.options(plan, wiring));
    }
}
