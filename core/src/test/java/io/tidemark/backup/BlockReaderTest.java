package io.tidemark.backup;

import static io.tidemark.backup.BackupWorld.NIGHTLY;
import static io.tidemark.backup.BackupWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Reads that fail: tried again with growing pauses, and in the end told. */
class BlockReaderTest {
    private static final ReadPolicy THREE_TIMES = new ReadPolicy(3, 10_000_000, 1_000_000_000, 60_000_000_000L);

    private static BackupOptions with(ReadPolicy policy) {
        return BackupOptions.builder().readPolicy(policy).build();
    }

    @Test
    void readThatFailsTwiceIsTriedAgainAndCounted() throws IOException {
        try (BackupWorld world = new BackupWorld()) {
            world.host.put(1, text("one"));
            world.host.failReads(1, 2);
            BackupManifest manifest = world.coordinator(with(THREE_TIMES)).backup(NIGHTLY, BackupRequest.FULL);
            assertThat(manifest.statistics().retries()).isEqualTo(2);
            assertThat(manifest.statistics().durationNanos()).isGreaterThanOrEqualTo(30_000_000);
            world.assertRestores(manifest.id(), world.host.copy());
        }
    }

    @Test
    void readThatFailsForGoodFailsTheSessionWithBlockAttemptsAndCause() throws IOException {
        try (BackupWorld world = new BackupWorld()) {
            world.host.put(-2, text("one"));
            world.host.failReads(-2, 3);
            assertThatExceptionOfType(BlockReadException.class)
                    .isThrownBy(() -> world.coordinator(with(THREE_TIMES)).backup(NIGHTLY, BackupRequest.FULL))
                    .withMessageContaining("block=18446744073709551614, attempts=3")
                    .withMessageContaining("bad sector")
                    .satisfies(e -> assertThat(e.attempts()).isEqualTo(3));
            assertThat(world.host.openViews()).isZero();
            world.assertRestores(world.backup(BackupRequest.AUTO).id(), world.host.copy());
        }
    }

    @Test
    void noAttemptBeginsAfterTheTimeout() throws IOException {
        try (BackupWorld world = new BackupWorld()) {
            world.host.put(1, text("one"));
            world.host.failReads(1, 1_000);
            ReadPolicy impatient = new ReadPolicy(1_000, 10_000_000, 1_000_000_000, 100_000_000);
            assertThatExceptionOfType(BlockReadException.class)
                    .isThrownBy(() -> world.coordinator(with(impatient)).backup(NIGHTLY, BackupRequest.FULL))
                    .withMessageContaining("time is used up")
                    .satisfies(e -> assertThat(e.attempts()).isEqualTo(4));
        }
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        ReadPolicy policy = new ReadPolicy(100, 3, 40, 1_000);
        assertThat(policy.backoffNanos(1)).isEqualTo(3);
        assertThat(policy.backoffNanos(2)).isEqualTo(6);
        assertThat(policy.backoffNanos(5)).isEqualTo(40);
        assertThat(policy.backoffNanos(99)).isEqualTo(40);
        assertThat(new ReadPolicy(9, 0, 0, 0).backoffNanos(8)).isZero();
        assertThat(new ReadPolicy(99, Long.MAX_VALUE / 2, Long.MAX_VALUE, 0).backoffNanos(98))
                .isPositive();
    }

    @Test
    void pauseEndsWhereTimeStandsStill() {
        Clock stopped = new Clock() {
            @Override
            public long epochNanos() {
                return 0;
            }

            @Override
            public long nanoTime() {
                return 0;
            }
        };
        new Pause(stopped, Dispatcher.caller()).await(Long.MAX_VALUE);
        assertThat(stopped.nanoTime()).isZero();
    }
}
