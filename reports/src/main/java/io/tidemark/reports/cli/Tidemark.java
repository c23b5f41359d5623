package io.tidemark.reports.cli;

import io.tidemark.reports.BuildInfo;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The program {@code tidemark}. Exit status: 0 good; 1 a verification found a difference; 2 bad arguments or input; 3 the
 * environment (disk full, no permission, no memory); 70 a fault of its own.
 */
@Command(
        name = "tidemark",
        synopsisSubcommandLabel = "COMMAND",
        description = "Tracks which storage blocks changed, so that a backup copies those and nothing else.",
        mixinStandardHelpOptions = true,
        versionProvider = Tidemark.Version.class,
        subcommands = {
            SimulateCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            BackupCommand.class,
            InspectCommand.class,
            BenchCommand.class,
            ReportCommand.class,
            WorkloadsCommand.class
        },
        footer = {
            "",
            "Exit status: 0 good; 1 a verification found a difference; 2 bad arguments",
            "or input; 3 the environment (disk full, no permission)."
        })
public final class Tidemark implements Runnable {
    private final Terminal terminal;
    private final List<String> arguments;

    private Tidemark(Terminal terminal, List<String> arguments) {
        this.terminal = terminal;
        this.arguments = arguments;
    }

    /** Runs the command line and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    /** Runs a command line and answers with its exit status. */
    static int run(Terminal terminal, String... arguments) {
        Tidemark program = new Tidemark(terminal, List.of(arguments));
        CommandLine commands = new CommandLine(program)
                .setParameterExceptionHandler((e, given) -> program.refuse(e))
                .setExecutionExceptionHandler((e, command, given) -> program.fail(e, given))
                .setOut(Terminal.writer(terminal.out()))
                .setErr(Terminal.writer(terminal.err()))
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true);
        try {
            return commands.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return program.fail(e, commands.getParseResult());
        }
    }

    Terminal terminal() {
        return terminal;
    }

    List<String> arguments() {
        return arguments;
    }

    /** Without a command: says which there are. */
    @Override
    public void run() {
        throw new InputProblem("expected a command, found none; tidemark --help lists them");
    }

    private int refuse(ParameterException e) {
        terminal.err().println("tidemark: " + e.getMessage());
        terminal.err()
                .println("'" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help' lists the options.");
        return ExitStatus.INPUT;
    }

    private int fail(Throwable thrown, ParseResult given) {
        Failures.Failure failure = Failures.of(thrown);
        terminal.err().println("tidemark: " + failure.message());
        if (failure.status() == ExitStatus.FAULT && wantsStackTrace(given)) {
            thrown.printStackTrace(terminal.err());
        } else if (failure.status() == ExitStatus.FAULT) {
            terminal.err().println(Failures.keepStack(thrown));
        }
        return failure.status();
    }

    private static boolean wantsStackTrace(ParseResult given) {
        return given.originalArgs().contains("--stacktrace");
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "tidemark " + BuildInfo.version(),
                "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vendor")
            };
        }
    }
}
