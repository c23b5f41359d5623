package io.tidemark.reports.cli;

import io.tidemark.engine.FolderInspection;
import io.tidemark.engine.FullRequired;
import io.tidemark.reports.html.Format;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a persist folder of the engine holds, as text and for JSON. */
final class EngineFolder {
    private EngineFolder() {}

    /** For people: segments, consumers, losses, leftovers. */
    static String text(FolderInspection found) {
        StringBuilder text =
                new StringBuilder().append(segments(found)).append('\n').append(consumers(found));
        found.losses()
                .forEach(loss ->
                        text.append("full backup required: ").append(text(loss)).append('\n'));
        found.strangers()
                .forEach(file -> text.append("left over, dropped at the next open: ")
                        .append(file)
                        .append('\n'));
        return text.toString();
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

    /** For programs. */
    static void addTo(Map<String, Object> document, FolderInspection found) {
        document.put("replayFrom", unsigned(found.replayFrom()));
        document.put("nextSequence", found.nextSequence());
        document.put(
                "segments", found.segments().stream().map(EngineFolder::json).toList());
        document.put(
                "consumers", found.consumers().stream().map(EngineFolder::json).toList());
        document.put("losses", found.losses().stream().map(EngineFolder::json).toList());
        document.put("damaged", found.damaged());
        document.put("leftOver", found.strangers());
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
