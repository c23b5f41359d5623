package io.tidemark.reports.cli;

import io.tidemark.engine.FolderInspection;
import io.tidemark.engine.FullRequired;
import io.tidemark.reports.html.Format;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what a persist folder holds. A backup folder is what {@code backup list} and {@code verify} are for. */
@Command(
        name = "inspect",
        description = {
            "Shows what a persist folder of the engine holds: segments, cursors, losses, damage.",
            "Exit status 1 if anything is damaged."
        })
final class InspectCommand extends ReportingCommand {
    @Parameters(paramLabel = "DIR", description = "The persist folder.")
    private Path folder = Path.of("");

    @Option(names = "--verify", description = "Hold every byte against its checksum, not the headers only.")
    private boolean verify;

    @Override
    public Integer call() throws IOException {
        FolderInspection found = inspect();
        print(segments(found));
        print("\n" + consumers(found));
        found.losses().forEach(loss -> print("full backup required: " + text(loss) + "\n"));
        found.strangers().forEach(file -> print("left over, dropped at the next open: " + file + "\n"));
        found.damaged()
                .forEach(damage ->
                        terminal().err().println("tidemark: damaged: " + damage.file() + ": " + damage.problem()));
        writeJson(document(found));
        return found.damaged().isEmpty() ? ExitStatus.GOOD : ExitStatus.DIFFERENCE;
    }

    private FolderInspection inspect() throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        try (Storage storage = Storage.folder(folder)) {
            if (!FolderInspection.isPersistFolder(storage)) {
                throw new InputProblem(folder + ": expected a persist folder of the engine, found no manifest in it");
            }
            return FolderInspection.of(
                    storage, verify ? FolderInspection.Depth.EVERYTHING : FolderInspection.Depth.HEADERS);
        }
    }

    private static TextTable segments(FolderInspection found) {
        TextTable table = new TextTable("segment", "seals", "events", "bytes", "WAL from", "WAL to");
        for (FolderInspection.Segment segment : found.segments()) {
            table.row(
                    segment.file(),
                    segment.firstSequence() + "-" + segment.lastSequence(),
                    Format.count(segment.events()),
                    Format.bytes(segment.bytes()),
                    Format.unsigned(segment.minWal()),
                    Format.unsigned(segment.maxWal()));
        }
        return table;
    }

    private static TextTable consumers(FolderInspection found) {
        TextTable table = new TextTable("consumer", "committed up to seal", "WAL", "has a base", "open window");
        for (FolderInspection.ConsumerCursor consumer : found.consumers()) {
            table.row(
                    consumer.name(),
                    consumer.cursor().segmentSequence(),
                    Format.unsigned(consumer.cursor().walOffset()),
                    consumer.hasBase() ? "yes" : "no",
                    consumer.openWindow() == null ? "no" : "yes");
        }
        return table;
    }

    private static String text(FullRequired loss) {
        return loss.reason() + ", WAL " + Format.unsigned(loss.walFrom()) + " to " + Format.unsigned(loss.walTo())
                + ": " + loss.detail();
    }

    private Map<String, Object> document(FolderInspection found) {
        Map<String, Object> document = newDocument();
        document.put("nextSequence", found.nextSequence());
        document.put(
                "segments", found.segments().stream().map(InspectCommand::json).toList());
        document.put(
                "consumers",
                found.consumers().stream().map(InspectCommand::json).toList());
        document.put("losses", found.losses().stream().map(InspectCommand::json).toList());
        document.put("damaged", found.damaged());
        document.put("leftOver", found.strangers());
        return document;
    }

    private static Map<String, Object> json(FolderInspection.Segment segment) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", segment.file());
        json.put("firstSequence", segment.firstSequence());
        json.put("lastSequence", segment.lastSequence());
        json.put("events", segment.events());
        json.put("bytes", segment.bytes());
        json.put("walFrom", unsigned(segment.minWal()));
        json.put("walTo", unsigned(segment.maxWal()));
        json.put("timeFrom", segment.minTime());
        json.put("timeTo", segment.maxTime());
        return json;
    }

    private static Map<String, Object> json(FolderInspection.ConsumerCursor consumer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", consumer.name());
        json.put("segmentSequence", consumer.cursor().segmentSequence());
        json.put("walOffset", unsigned(consumer.cursor().walOffset()));
        json.put("hasBase", consumer.hasBase());
        json.put("hasOpenWindow", consumer.openWindow() != null);
        return json;
    }

    private static Map<String, Object> json(FullRequired loss) {
        return Map.of(
                "reason", loss.reason(),
                "walFrom", unsigned(loss.walFrom()),
                "walTo", unsigned(loss.walTo()),
                "detail", loss.detail());
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }
}
