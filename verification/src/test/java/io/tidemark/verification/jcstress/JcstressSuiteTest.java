package io.tidemark.verification.jcstress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs every jcstress case of this package: each {@code *Case} must have run and passed, each {@code *Broken} must have run and failed.
 *
 * <p>Not verified: what this machine's processor never does, and tests with more than two actors, which two cores cannot run.
 */
class JcstressSuiteTest {
    private static final int DEPTH = Integer.getInteger("tidemark.depth", 1);

    @Test
    void everyCaseRanAndPassed() throws Exception {
        List<String> cases = testsNamed("Case");
        JcstressRun run = JcstressRun.of(folder("cases"), pattern("Case"), DEPTH);
        assertThat(cases).isNotEmpty();
        assertThat(cases)
                .allSatisfy(name -> assertThat(run.outcomeOf(name))
                        .as("%s, exit status %s:%n%s", name, run.exitStatus(), run.output())
                        .isEqualTo("OK"));
        assertThat(run.exitStatus()).isZero();
        assertThat(run.planned()).isGreaterThanOrEqualTo(cases.size());
        assertThat(run.passed()).isEqualTo(run.planned());
    }

    @Test
    void everyBrokenTwinWasFound() throws Exception {
        List<String> broken = testsNamed("Broken");
        JcstressRun run = JcstressRun.of(folder("broken"), pattern("Broken"), DEPTH);
        assertThat(broken).isNotEmpty();
        assertThat(broken)
                .allSatisfy(name -> assertThat(run.outcomeOf(name))
                        .as("%s, exit status %s:%n%s", name, run.exitStatus(), run.output())
                        .isEqualTo("FAILED"));
        assertThat(run.exitStatus()).isNotZero();
    }

    /** What jcstress printed, with exit status 0, when nothing matched. */
    @Test
    void aRunThatRanNothingIsNotTakenForAPass() {
        JcstressRun run = JcstressRun.parse(0, "Probing the target OS:\nFATAL: No matching tests.\n");
        assertThat(run.planned()).isEqualTo(-1);
        assertThat(run.outcomeOf("no.such.Test")).isEqualTo("not run");
    }

    /** What it printed for tests of three actors on two cores, likewise. */
    @Test
    void aTestThatCouldNotBeScheduledIsNotTakenForAPass() {
        JcstressRun run = JcstressRun.parse(0, """
                (Results: 0 planned; 0 passed, 0 failed, 0 soft errs, 0 hard errs)
                RUN RESULTS:
                  All remaining tests: No matches.
                """);
        assertThat(run.planned()).isZero();
        assertThat(run.outcomeOf("some.Test")).isEqualTo("not run");
    }

    private static String pattern(String suffix) {
        return JcstressSuiteTest.class.getPackageName().replace(".", "\\.") + "\\.\\w+" + suffix + "$";
    }

    /** The classes of this package with that suffix, from where they were compiled to. */
    private static List<String> testsNamed(String suffix) throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(here())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix + ".class"))
                    .map(name -> JcstressSuiteTest.class.getPackageName() + "."
                            + name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
    }

    private static Path here() throws URISyntaxException {
        URL folder = Objects.requireNonNull(JcstressSuiteTest.class.getResource(""), "folder of the test classes");
        return Path.of(folder.toURI());
    }

    private static Path folder(String name) throws URISyntaxException {
        Path root = Path.of(Objects.requireNonNull(JcstressSuiteTest.class.getResource("/"), "test classes")
                .toURI());
        return root.resolveSibling("jcstress").resolve(name);
    }
}
