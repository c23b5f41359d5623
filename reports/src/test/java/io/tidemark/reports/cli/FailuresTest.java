package io.tidemark.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.reports.billion.ChildFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

class FailuresTest {
    @Test
    void aFullDiskIsTheEnvironment() {
        assertThat(Failures.of(new FileSystemException("out/x", null, "No space left on device")))
                .isEqualTo(new Failures.Failure(ExitStatus.ENVIRONMENT, "out/x: No space left on device"));
        assertThat(Failures.of(new UncheckedIOException(new IOException("No space left on device"))))
                .isEqualTo(new Failures.Failure(ExitStatus.ENVIRONMENT, "No space left on device"));
    }

    @Test
    void noPermissionIsTheEnvironment() {
        assertThat(Failures.of(new AccessDeniedException("out")))
                .isEqualTo(new Failures.Failure(ExitStatus.ENVIRONMENT, "out: no permission"));
    }

    @Test
    void noMemoryIsTheEnvironment() {
        assertThat(Failures.of(new OutOfMemoryError("Java heap space")).status())
                .isEqualTo(ExitStatus.ENVIRONMENT);
    }

    @Test
    void whatAChildProcessFailsForIsWhatItsParentFailsFor() {
        assertThat(Failures.of(new ChildFailedException(3, "/x: disk full")))
                .isEqualTo(new Failures.Failure(ExitStatus.ENVIRONMENT, "/x: disk full"));
        assertThat(Failures.of(new ChildFailedException(1, "damage")).status()).isEqualTo(ExitStatus.DIFFERENCE);
        assertThat(Failures.of(new ChildFailedException(128 + 9, "killed")).status())
                .isEqualTo(ExitStatus.ENVIRONMENT);
        assertThat(Failures.of(new ChildFailedException(ChildFailedException.NO_REASON, "odd"))
                        .status())
                .isEqualTo(ExitStatus.FAULT);
    }

    @Test
    void damageIsADifference() {
        assertThat(Failures.of(new CorruptDataException("pack", 3, 1, 2)).status())
                .isEqualTo(ExitStatus.DIFFERENCE);
    }

    @Test
    void anotherJmhRunIsTheEnvironment() {
        Failures.Failure failure = Failures.of(new RunnerException("ERROR: Unable to acquire the JMH lock"
                + " (/tmp/jmh.lock): already taken by another JMH instance, exiting."));
        assertThat(failure.status()).isEqualTo(ExitStatus.ENVIRONMENT);
        assertThat(failure.message()).contains("another JMH run").contains("jmh.ignoreLock");
        assertThat(Failures.of(new RunnerException("other")).status()).isEqualTo(ExitStatus.FAULT);
    }

    @Test
    void anythingElseIsAFaultOfItsOwn() {
        assertThat(Failures.of(new IllegalStateException("oops")).status()).isEqualTo(ExitStatus.FAULT);
    }
}
