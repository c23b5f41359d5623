package io.tidemark;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The engine has no hidden input: time, threads, files and chance reach it through its seams only. */
class ArchitectureTest {
    /** The seams' own implementations, and the reader of the configuration file, which exists before any seam. */
    private static final String PERMITTED =
            "io\\.tidemark\\.spi\\.(SystemClock|ThreadDispatcher|FolderStorage|SystemEntropy)"
                    + "(\\$.*)?|io\\.tidemark\\.engine\\.TomlConfig";

    private static final ArchRule NO_HIDDEN_TIME = noClasses()
            .that()
            .haveNameNotMatching(PERMITTED)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethodWhere(target(nameMatching("now")).and(target(owner(nameMatching("java\\.time\\..*")))));

    private static final ArchRule NO_HIDDEN_THREADS = noClasses()
            .that()
            .haveNameNotMatching(PERMITTED)
            .should()
            .callConstructorWhere(target(owner(assignableTo(Thread.class))))
            .orShould()
            .callMethodWhere(
                    target(nameMatching("sleep|yield|onSpinWait")).and(target(owner(assignableTo(Thread.class)))))
            .orShould()
            .dependOnClassesThat(nameMatchingClass(
                    "java\\.util\\.concurrent\\.(Executors|ForkJoinPool|ThreadPoolExecutor|CompletableFuture)"));

    private static final ArchRule NO_HIDDEN_FILES = noClasses()
            .that()
            .haveNameNotMatching(PERMITTED)
            .should()
            .dependOnClassesThat(
                    nameMatchingClass(
                            "java\\.nio\\.file\\.(Files|FileSystems)|java\\.nio\\.channels\\.FileChannel|java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile)"));

    private static final ArchRule NO_HIDDEN_CHANCE = noClasses()
            .that()
            .haveNameNotMatching(PERMITTED)
            .should()
            .dependOnClassesThat(assignableTo(Random.class)
                    .or(nameMatchingClass(
                            "java\\.util\\.(SplittableRandom|random\\..*|UUID)|java\\.security\\.SecureRandom"))
                    .as("sources of chance"))
            .orShould()
            .callMethod(Math.class, "random");

    /** The rooms, lowest first; {@code spi} is the door to all of them, and beside them. */
    private static final ArchRule ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("events, sets and indexes")
            .definedBy("io.tidemark.event..", "io.tidemark.bitmap..", "io.tidemark.index..")
            .layer("segments")
            .definedBy("io.tidemark.segment..")
            .layer("engine")
            .definedBy("io.tidemark.engine..")
            .layer("backup")
            .definedBy("io.tidemark.backup..")
            .whereLayer("segments")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("backup")
            .whereLayer("backup")
            .mayNotBeAccessedByAnyLayer();

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tidemark");

    private static DescribedPredicate<JavaClass> nameMatchingClass(String pattern) {
        return DescribedPredicate.describe(
                "have a name like " + pattern, type -> type.getName().matches(pattern));
    }

    @Test
    void timeComesThroughTheClock() {
        NO_HIDDEN_TIME.check(CORE);
    }

    @Test
    void threadsComeThroughTheDispatcher() {
        NO_HIDDEN_THREADS.check(CORE);
    }

    @Test
    void filesComeThroughTheStorage() {
        NO_HIDDEN_FILES.check(CORE);
    }

    @Test
    void chanceComesThroughSeams() {
        NO_HIDDEN_CHANCE.check(CORE);
    }

    @Test
    void packagesDependOneWay() {
        ONE_WAY.check(CORE);
    }

    @Test
    void classThatReachesPastTheSeamsIsFound() {
        JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
        for (ArchRule rule : new ArchRule[] {NO_HIDDEN_TIME, NO_HIDDEN_THREADS, NO_HIDDEN_FILES, NO_HIDDEN_CHANCE}) {
            assertThatThrownBy(() -> rule.check(offender)).isInstanceOf(AssertionError.class);
        }
    }

    /** Does everything that core must not. */
    @SuppressWarnings("unused")
    private static final class Offender {
        long offend() throws Exception {
            new Thread(() -> {}).start();
            Files.createTempFile("a", "b");
            return System.nanoTime() + ThreadLocalRandom.current().nextLong();
        }
    }
}
