package io.tidemark.simulator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.spi.Storage;
import io.tidemark.workloads.ChoiceSource;
import io.tidemark.workloads.ExhaustiveChoices;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each fault that the disk can have happens, and nothing else does. */
class CrashStorageTest {
    private static final String OLD = "old";

    private final CrashStorage disk = new CrashStorage(ChoiceSource.seeded(1));

    /** What all crashes together can leave, and what went wrong in them. */
    private record Outcomes(Set<String> disks, FaultCounts faults) {
        static Outcomes of(CrashStorage disk) {
            disk.crash();
            Set<String> disks = new TreeSet<>();
            FaultCounts faults = new FaultCounts();
            ExhaustiveChoices choices = new ExhaustiveChoices();
            do {
                CrashStorage left = disk.afterCrash(choices);
                disks.add(text(left));
                faults.addAll(left.faults());
            } while (choices.advance());
            return new Outcomes(disks, faults);
        }

        boolean had(FaultKind kind) {
            return faults.of(kind) > 0;
        }
    }

    /* "name=content" of every file; a run of one byte is written as its length. */
    private static String text(CrashStorage disk) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, ByteBuffer> file : disk.contents().entrySet()) {
            text.append(file.getKey()).append('=').append(text(file.getValue())).append(' ');
        }
        return text.toString().trim();
    }

    private static String text(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder();
        while (bytes.hasRemaining()) {
            byte value = bytes.get();
            int count = 1;
            while (bytes.hasRemaining() && bytes.get(bytes.position()) == value) {
                bytes.get();
                count++;
            }
            String letter = value == 0 ? "0" : value >= 'a' && value <= 'z' ? Character.toString(value) : "?";
            text.append(letter).append(count == 1 ? "" : Integer.toString(count));
        }
        return text.toString().replaceAll("(\\?\\d*)+", "?");
    }

    private static ByteBuffer bytes(char letter, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) letter);
        return ByteBuffer.wrap(bytes);
    }

    private Storage.Output durableFile(String name) throws IOException {
        Storage.Output output = disk.create(name);
        output.write(bytes('d', 4));
        output.force();
        disk.forceDirectory();
        return output;
    }

    // ---- the crash

    @Test
    void whatIsForcedStays() throws IOException {
        durableFile(OLD);

        Outcomes outcomes = Outcomes.of(disk);

        assertThat(outcomes.disks()).containsExactly("old=d4");
        assertThat(outcomes.faults().all().values()).containsOnly(0L);
    }

    @Test
    void anUnforcedWriteIsWholeAbsentGarbageOrZeros() throws IOException {
        durableFile(OLD).write(bytes('n', 3));

        Outcomes outcomes = Outcomes.of(disk);

        assertThat(outcomes.disks()).containsExactlyInAnyOrder("old=d4n3", "old=d4", "old=d4?", "old=d403");
        assertThat(outcomes.had(FaultKind.ABSENT_WRITE)).isTrue();
        assertThat(outcomes.had(FaultKind.GARBAGE_WRITE)).isTrue();
        assertThat(outcomes.had(FaultKind.ZEROED_TAIL)).isTrue();
        assertThat(outcomes.had(FaultKind.TORN_WRITE)).isFalse();
    }

    @Test
    void anUnforcedWriteIsTornAtTheBordersOfItsSectorsOnly() throws IOException {
        durableFile(OLD).write(bytes('n', 1024));

        Outcomes outcomes = Outcomes.of(disk);

        assertThat(outcomes.had(FaultKind.TORN_WRITE)).isTrue();
        assertThat(outcomes.disks())
                .containsExactlyInAnyOrder(
                        "old=d4n1024",
                        "old=d4",
                        "old=d401024",
                        // torn at byte 512 and at byte 1024, either side
                        "old=d4n508",
                        "old=d4n5080516",
                        "old=d40508n516",
                        "old=d4n1020",
                        "old=d4n102004",
                        "old=d401020n4",
                        // other bytes in one of three sectors, or in all
                        "old=d4?n516",
                        "old=d4n508?n4",
                        "old=d4n1020?",
                        "old=d4?");
    }

    @Test
    void twoUnforcedWritesComeInAnyOrder() throws IOException {
        Storage.Output output = durableFile(OLD);
        output.write(bytes('m', 1));
        output.write(bytes('n', 1));

        assertThat(Outcomes.of(disk).disks()).contains("old=d4mn", "old=d4m", "old=d40n", "old=d4", "old=d402");
    }

    @Test
    void anUnforcedOverwriteLeavesTheOldOrTheNewBytes() throws IOException {
        durableFile(OLD).overwrite(1, bytes('n', 2));

        assertThat(Outcomes.of(disk).disks()).containsExactlyInAnyOrder("old=dn2d", "old=d4", "old=d?d");
    }

    @Test
    void changesOfTheFolderAreUndoneIndependently() throws IOException {
        durableFile("a");
        durableFile("b");
        disk.delete("a");
        disk.rename("b", "c");
        disk.create("e");

        Outcomes outcomes = Outcomes.of(disk);

        assertThat(outcomes.disks())
                .containsExactlyInAnyOrder(
                        "c=d4 e=", "c=d4", "b=d4 e=", "b=d4", "a=d4 c=d4 e=", "a=d4 c=d4", "a=d4 b=d4 e=", "a=d4 b=d4");
        assertThat(outcomes.had(FaultKind.UNDONE_DELETE)).isTrue();
        assertThat(outcomes.had(FaultKind.UNDONE_RENAME)).isTrue();
        assertThat(outcomes.had(FaultKind.UNDONE_CREATE)).isTrue();
    }

    @Test
    void changesOfOneNameOrOneFileKeepTheirOrder() throws IOException {
        durableFile("a");
        Storage.Output output = disk.create("b");
        output.write(bytes('n', 1));
        output.force();
        disk.rename("b", "a");

        assertThat(Outcomes.of(disk).disks()).containsExactlyInAnyOrder("a=d4", "a=d4 b=n", "a=n");
    }

    @Test
    void forcingAFileDoesNotForceItsName() throws IOException {
        Storage.Output output = disk.create("a");
        output.write(bytes('n', 1));
        output.force();

        assertThat(Outcomes.of(disk).disks()).containsExactlyInAnyOrder("", "a=n");
    }

    @Test
    void theOperationThatCrashesIsUndecidedAndNothingComesAfterIt() throws IOException {
        Storage.Output output = durableFile(OLD);
        Storage.Input input = disk.open(OLD);
        disk.crashAt(disk.operations().size() + 1);

        assertThatExceptionOfType(CrashedException.class).isThrownBy(() -> disk.rename(OLD, "new"));
        assertThat(disk.isCrashed()).isTrue();
        assertThatExceptionOfType(CrashedException.class).isThrownBy(disk::list);
        assertThatExceptionOfType(CrashedException.class).isThrownBy(() -> output.write(bytes('n', 1)));
        assertThatExceptionOfType(CrashedException.class).isThrownBy(() -> input.read(0, ByteBuffer.allocate(1)));
        assertThat(disk.operations()).last().isEqualTo(DiskOperation.RENAME);
        assertThat(Outcomes.of(disk).disks()).containsExactlyInAnyOrder("new=d4", "old=d4");
    }

    @Test
    void aForceThatCrashesForcedNothingForSure() throws IOException {
        Storage.Output output = durableFile(OLD);
        output.write(bytes('n', 1));
        disk.crashAt(disk.operations().size() + 1);

        assertThatExceptionOfType(CrashedException.class).isThrownBy(output::force);
        assertThat(Outcomes.of(disk).disks()).contains("old=d4n", "old=d4");
    }

    @Test
    void aDiskThatIsUpHasNoOutcome() {
        assertThatIllegalStateException().isThrownBy(() -> disk.afterCrash(new ExhaustiveChoices()));
    }

    // ---- failures

    @Test
    void aFailedForceGivesItsBytesUpEvenIfTheNextOneSucceeds() throws IOException {
        Storage.Output output = durableFile(OLD);
        output.write(bytes('n', 1));
        disk.failFrom(1, FaultKind.FAILED_FORCE, 1);

        assertThatIOException().isThrownBy(output::force);
        output.force();

        assertThat(text(disk)).isEqualTo("old=d4n");
        Outcomes outcomes = Outcomes.of(disk);
        assertThat(outcomes.disks()).contains("old=d4n", "old=d4");
        assertThat(disk.faults().of(FaultKind.FAILED_FORCE)).isOne();
    }

    @Test
    void whatIsWrittenAfterAFailedForceIsForcedByTheNext() throws IOException {
        Storage.Output output = durableFile(OLD);
        output.write(bytes('m', 1));
        disk.failFrom(1, FaultKind.FAILED_FORCE, 1);
        assertThatIOException().isThrownBy(output::force);
        output.write(bytes('n', 1));
        output.force();

        assertThat(Outcomes.of(disk).disks()).containsExactlyInAnyOrder("old=d4mn", "old=d40n", "old=d4?n");
    }

    @Test
    void aFailedForceOfTheFolderLeavesItsChangesToTheNext() throws IOException {
        disk.create("a");
        disk.failFrom(1, FaultKind.FAILED_FORCE, 1);
        assertThatIOException().isThrownBy(disk::forceDirectory);
        disk.forceDirectory();

        assertThat(Outcomes.of(disk).disks()).containsExactly("a=");
    }

    @Test
    void aFailedWriteLeavesAPartOfItsBytes() throws IOException {
        Storage.Output output = durableFile(OLD);
        disk.failFrom(1, FaultKind.FAILED_WRITE, 1);

        assertThatIOException().isThrownBy(() -> output.write(bytes('n', 100)));

        assertThat(output.position()).isBetween(4L, 104L);
        assertThat(disk.open(OLD).size()).isEqualTo(output.position());
    }

    @Test
    void aFullDiskTakesNeitherBytesNorFilesUntilItIsHealed() throws IOException {
        Storage.Output output = durableFile(OLD);
        disk.failFrom(1, FaultKind.DISK_FULL, Long.MAX_VALUE);

        assertThatIOException().isThrownBy(() -> output.write(bytes('n', 1))).withMessageContaining("No space left");
        assertThatIOException().isThrownBy(() -> disk.create("a"));
        assertThat(disk.list()).containsExactly(OLD);
        disk.heal();

        disk.create("a");
        assertThat(disk.faults().of(FaultKind.DISK_FULL)).isEqualTo(2);
    }

    @Test
    void readsRenamesAndDeletionsFailAndChangeNothing() throws IOException {
        durableFile(OLD);
        Storage.Input input = disk.open(OLD);

        disk.failFrom(1, FaultKind.FAILED_READ, 3);
        assertThatIOException().isThrownBy(disk::list);
        assertThatIOException().isThrownBy(() -> disk.open(OLD));
        assertThatIOException().isThrownBy(() -> input.map(0, 1));
        disk.failFrom(1, FaultKind.FAILED_RENAME, 1);
        assertThatIOException().isThrownBy(() -> disk.rename(OLD, "new"));
        disk.failFrom(1, FaultKind.FAILED_DELETE, 1);
        assertThatIOException().isThrownBy(() -> disk.delete(OLD));

        assertThat(Outcomes.of(disk).disks()).containsExactly("old=d4");
        assertThat(disk.faults().of(FaultKind.FAILED_READ)).isEqualTo(3);
        assertThat(disk.faults().of(FaultKind.FAILED_RENAME)).isOne();
        assertThat(disk.faults().of(FaultKind.FAILED_DELETE)).isOne();
    }

    @Test
    void failuresBeginAtTheirOperationAndStrikeTheirKindOnly() throws IOException {
        durableFile(OLD);
        disk.failFrom(disk.operations().size() + 2, FaultKind.FAILED_RENAME, 1);

        disk.rename(OLD, "a");
        disk.create("b");
        assertThatIOException().isThrownBy(() -> disk.rename("a", "c"));
        disk.rename("a", "c");
    }

    // ---- damage

    @Test
    void filesThatLieStillAreDamaged() throws IOException {
        durableFile("a");
        durableFile("b");
        durableFile("c");

        disk.flipByte("a", 2);
        disk.cut("b", 1);
        disk.lose("c");

        assertThat(Outcomes.of(disk).disks()).containsExactly("a=d2?d b=d");
        assertThat(disk.faults().of(FaultKind.FLIPPED_BYTE)).isOne();
        assertThat(disk.faults().of(FaultKind.CUT_FILE)).isOne();
        assertThat(disk.faults().of(FaultKind.LOST_FILE)).isOne();
    }

    // ---- a storage like any other

    @Test
    void bytesAreReadBackAndMappedAndTheFolderIsLockedOnce() throws IOException {
        disk.lock();
        assertThatIOException().isThrownBy(disk::lock).withMessageContaining("in use");
        disk.close();
        disk.lock();

        durableFile("b").write(bytes('n', 3));
        disk.create("a");
        ByteBuffer target = ByteBuffer.allocate(3);
        disk.open("b").read(3, target);
        ByteBuffer mapped = disk.open("b").map(2, 4);
        disk.delete("b");

        assertThat(new String(target.array(), StandardCharsets.US_ASCII)).isEqualTo("dnn");
        assertThat(mapped.get(0)).isEqualTo((byte) 'd');
        assertThat(disk.list()).containsExactly("a");
        assertThatIOException().isThrownBy(() -> disk.open("b"));
    }
}
