package io.tidemark.reports.billion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildProcessTest {
    private static final long HEAP = 64L << 20;

    @Test
    void whatItSaysIsReadLineByLineAndItsHeapIsLimited() throws IOException {
        try (ChildProcess child = start(Child.class.getName(), "heap")) {
            assertThat(Long.parseLong(String.valueOf(child.nextLine()))).isBetween(HEAP / 2, HEAP);
            assertThat(child.nextLine()).isNull();
            child.expectGoodEnd();
        }
    }

    @Test
    void killingEndsIt() throws IOException {
        try (ChildProcess child = start(Child.class.getName(), "wait")) {
            assertThat(child.nextLine()).isEqualTo("waiting");
            assertThat(child.kill()).isTrue();
        }
    }

    @Test
    void oneThatHasEndedCannotBeKilled() throws IOException {
        try (ChildProcess child = start(Child.class.getName(), "heap")) {
            child.expectGoodEnd();
            assertThat(child.kill()).isFalse();
        }
    }

    @Test
    void whatWasWrongWithItIsTold() throws IOException {
        try (ChildProcess child = start(Child.class.getName(), "fail")) {
            assertThat(child.nextLine()).isNull();
            assertThat(child.earlyEnd())
                    .hasMessage("the child answered 3: /x: no room")
                    .extracting(ChildFailedException::status)
                    .isEqualTo(3);
        }
    }

    @Test
    void aStatusWithoutAReasonIsNotTaken() throws IOException {
        try (ChildProcess child = start("no.such.Program")) {
            assertThat(child.nextLine()).isNull();
            assertThat(child.earlyEnd())
                    .hasMessageContaining("no.such.Program")
                    .extracting(ChildFailedException::status)
                    .isEqualTo(ChildFailedException.NO_REASON);
        }
    }

    private static ChildProcess start(String... arguments) throws IOException {
        return ChildProcess.start("the child", HEAP, List.of(arguments));
    }

    /** What the child does. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            switch (arguments[0]) {
                case "heap" -> System.out.println(Runtime.getRuntime().maxMemory());
                case "wait" -> {
                    System.out.println("waiting");
                    Thread.sleep(60_000);
                }
                default -> {
                    System.err.println("WARN something that does not matter");
                    System.err.println("tidemark: /x: no room");
                    System.exit(3);
                }
            }
        }
    }
}
