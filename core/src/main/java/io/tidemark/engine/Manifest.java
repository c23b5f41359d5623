package io.tidemark.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.segment.SealedSegment;
import io.tidemark.spi.Identity;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a persist folder says of itself: the live segments, the consumers with their cursors, the losses, and up to where in the host's
 * log all this goes. JSON of one line;
 * unsigned numbers and sequences are strings, since JSON's own numbers end at 2^53.
 *
 * <pre>{@code
 * {"format":"tidemark-manifest","version":2,"engine":"5f0c1a7e22b94d0f8e61d3a55c90b7e1","replayFrom":"813","nextSequence":"3",
 *  "sealed":["1","812","1500000000000000000","1600000000000000000"],"droppedThrough":"0","dropped":[],
 *  "segments":[{"file":"0000000000000001-0000000000000002.segment","firstSequence":"1","lastSequence":"2",
 *               "zone":["1","812","1500000000000000000","1600000000000000000"]}],
 *  "consumers":[{"name":"nightly","cursor":{"segmentSequence":"2","walOffset":"812","timestampNanos":"1600000000000000000"},
 *                "hasBase":true,"attempt":"4"}],
 *  "losses":[{"sequence":"3","reason":"OVERFLOW","walFrom":"813","walTo":"820","detail":"ring buffer full"}]}
 * }</pre>
 *
 * @param engine whose it is
 * @param replayFrom the first WAL offset whose events may not be in the segments, unsigned
 * @param nextSequence the sequence of the next seal
 * @param sealed the bounds of the offsets and times of all that was ever sealed; four numbers, or none
 * @param droppedThrough the last sequence that retention dropped, 0 if none
 * @param dropped the same bounds of what retention dropped, and of what was lost beside that
 * @param segments in arrival order
 */
record Manifest(
        Identity engine,
        long replayFrom,
        long nextSequence,
        List<Long> sealed,
        long droppedThrough,
        List<Long> dropped,
        List<SegmentEntry> segments,
        SortedMap<String, Consumer> consumers,
        List<EngineState.LossMark> losses) {
    static final String FORMAT = "tidemark-manifest";
    static final int VERSION = 2;

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * A live segment: its file, and what is lost if that cannot be read.
     *
     * @param file its name
     * @param firstSequence the first seal in it
     * @param lastSequence the last
     * @param zone the bounds of its offsets and times; four numbers, or none if it has no events
     */
    record SegmentEntry(String file, long firstSequence, long lastSequence, List<Long> zone) {
        static SegmentEntry of(SealedSegment segment) {
            return new SegmentEntry(
                    segment.fileName(),
                    segment.firstSequence(),
                    segment.lastSequence(),
                    segment.zone().bounds());
        }
    }

    /** The sealed part of a state. What was lost while its other part came is told as lost in the segment that follows. */
    static Manifest of(EngineState state) {
        long next = state.lastSealed() + 1;
        return new Manifest(
                state.identity(),
                state.past().replayFrom(),
                next,
                state.sealedZone().bounds(),
                state.droppedThrough(),
                state.dropped().bounds(),
                state.sealed().stream().map(SegmentEntry::of).toList(),
                state.consumers(),
                state.losses().stream()
                        .map(mark -> new EngineState.LossMark(Math.min(mark.sequence(), next), mark.loss()))
                        .toList());
    }

    String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json);
        } catch (IOException e) {
            throw new AssertionError("a string writer does not fail", e);
        }
        return text.toString();
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeNumberField("version", VERSION);
        json.writeStringField("engine", engine.toString());
        json.writeStringField("replayFrom", Long.toUnsignedString(replayFrom));
        writeLong(json, "nextSequence", nextSequence);
        writeBounds(json, "sealed", sealed);
        writeLong(json, "droppedThrough", droppedThrough);
        writeBounds(json, "dropped", dropped);
        json.writeArrayFieldStart("segments");
        for (SegmentEntry segment : segments) {
            writeSegment(json, segment);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("consumers");
        for (Map.Entry<String, Consumer> entry : consumers.entrySet()) {
            writeConsumer(json, entry.getKey(), entry.getValue());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("losses");
        for (EngineState.LossMark mark : losses) {
            writeLoss(json, mark);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeSegment(JsonGenerator json, SegmentEntry segment) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", segment.file());
        writeLong(json, "firstSequence", segment.firstSequence());
        writeLong(json, "lastSequence", segment.lastSequence());
        writeBounds(json, "zone", segment.zone());
        json.writeEndObject();
    }

    private static void writeBounds(JsonGenerator json, String field, List<Long> bounds) throws IOException {
        json.writeArrayFieldStart(field);
        for (long bound : bounds) {
            json.writeString(Long.toString(bound));
        }
        json.writeEndArray();
    }

    private static void writeConsumer(JsonGenerator json, String name, Consumer consumer) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        writeCursor(json, "cursor", consumer.cursor());
        json.writeBooleanField("hasBase", consumer.hasBase());
        writeLong(json, "attempt", consumer.attempt());
        BackupCursor open = consumer.openWindow();
        if (open != null) {
            writeCursor(json, "openWindow", open);
        }
        json.writeEndObject();
    }

    private static void writeCursor(JsonGenerator json, String field, BackupCursor cursor) throws IOException {
        json.writeObjectFieldStart(field);
        writeLong(json, "segmentSequence", cursor.segmentSequence());
        json.writeStringField("walOffset", Long.toUnsignedString(cursor.walOffset()));
        writeLong(json, "timestampNanos", cursor.timestampNanos());
        json.writeEndObject();
    }

    private static void writeLoss(JsonGenerator json, EngineState.LossMark mark) throws IOException {
        json.writeStartObject();
        writeLong(json, "sequence", mark.sequence());
        json.writeStringField("reason", mark.loss().reason().name());
        json.writeStringField("walFrom", Long.toUnsignedString(mark.loss().walFrom()));
        json.writeStringField("walTo", Long.toUnsignedString(mark.loss().walTo()));
        json.writeStringField("detail", mark.loss().detail());
        json.writeEndObject();
    }

    private static void writeLong(JsonGenerator json, String field, long value) throws IOException {
        json.writeStringField(field, Long.toString(value));
    }

    /**
     * Reads what {@link #toJson} wrote. Unknown fields are an error: a newer format has a newer version.
     *
     * @throws IOException if the text is anything else
     */
    static Manifest parse(String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            Fields fields = Fields.read(json);
            if (!fields.text("format").equals(FORMAT)) {
                throw new IOException(
                        "manifest is of another format: expected=" + FORMAT + ", found=" + fields.text("format"));
            }
            checkVersion(Integer.parseInt(fields.text("version")));
            Identity engine = Identity.parse(fields.text("engine"));
            TreeMap<String, Consumer> consumers = new TreeMap<>();
            for (Fields consumer : fields.objects("consumers")) {
                consumers.put(consumer.text("name"), consumer(engine, consumer));
            }
            List<EngineState.LossMark> losses = new ArrayList<>();
            for (Fields loss : fields.objects("losses")) {
                losses.add(loss(loss));
            }
            List<SegmentEntry> segments = new ArrayList<>();
            for (Fields segment : fields.objects("segments")) {
                segments.add(segment(segment));
            }
            return new Manifest(
                    engine,
                    Long.parseUnsignedLong(fields.text("replayFrom")),
                    Long.parseLong(fields.text("nextSequence")),
                    fields.bounds("sealed"),
                    Long.parseLong(fields.text("droppedThrough")),
                    fields.bounds("dropped"),
                    segments,
                    consumers,
                    losses);
        } catch (IllegalArgumentException e) {
            throw new IOException("manifest has a value that is none: " + e.getMessage(), e);
        }
    }

    private static void checkVersion(int found) throws IOException {
        if (found != VERSION) {
            String hint = found > VERSION ? "; it was written by a newer Tidemark: open the folder with that one" : "";
            throw new IOException("manifest is of another version: expected=" + VERSION + ", found=" + found + hint);
        }
    }

    private static SegmentEntry segment(Fields fields) throws IOException {
        return new SegmentEntry(
                fields.text("file"),
                Long.parseLong(fields.text("firstSequence")),
                Long.parseLong(fields.text("lastSequence")),
                fields.bounds("zone"));
    }

    private static Consumer consumer(Identity engine, Fields fields) throws IOException {
        Fields open = fields.object("openWindow");
        return new Consumer(
                cursor(engine, fields.requiredObject("cursor")),
                Boolean.parseBoolean(fields.text("hasBase")),
                open == null ? null : cursor(engine, open),
                Long.parseLong(fields.text("attempt")));
    }

    private static BackupCursor cursor(Identity engine, Fields fields) throws IOException {
        return new BackupCursor(
                engine,
                Long.parseLong(fields.text("segmentSequence")),
                Long.parseUnsignedLong(fields.text("walOffset")),
                Long.parseLong(fields.text("timestampNanos")));
    }

    private static EngineState.LossMark loss(Fields fields) throws IOException {
        return new EngineState.LossMark(
                Long.parseLong(fields.text("sequence")),
                new FullRequired(
                        LossReason.valueOf(fields.text("reason")),
                        Long.parseUnsignedLong(fields.text("walFrom")),
                        Long.parseUnsignedLong(fields.text("walTo")),
                        fields.text("detail")));
    }

    /** A JSON object as a tree: enough for a file of a few kilobytes, without a data-binding library. */
    private record Fields(Map<String, Object> values) {
        static Fields read(JsonParser json) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("manifest must be a JSON object: found=" + json.currentToken());
            }
            return object(json);
        }

        private static Fields object(JsonParser json) throws IOException {
            TreeMap<String, Object> values = new TreeMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                values.put(name, value(json));
            }
            return new Fields(values);
        }

        private static Object value(JsonParser json) throws IOException {
            JsonToken token = json.currentToken();
            if (token == JsonToken.START_OBJECT) {
                return object(json);
            }
            if (token == JsonToken.START_ARRAY) {
                List<Object> elements = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(json));
                }
                return elements;
            }
            return json.getText();
        }

        String text(String name) throws IOException {
            return required(name, String.class);
        }

        @Nullable
        Fields object(String name) throws IOException {
            return values.containsKey(name) ? required(name, Fields.class) : null;
        }

        Fields requiredObject(String name) throws IOException {
            return required(name, Fields.class);
        }

        List<String> texts(String name) throws IOException {
            return elements(name, String.class);
        }

        /** Four numbers, or none. */
        List<Long> bounds(String name) throws IOException {
            List<Long> bounds = texts(name).stream().map(Long::valueOf).toList();
            if (bounds.size() != 0 && bounds.size() != 4) {
                throw new IOException(
                        "manifest field must have four numbers or none: field=" + name + ", found=" + bounds.size());
            }
            return bounds;
        }

        List<Fields> objects(String name) throws IOException {
            return elements(name, Fields.class);
        }

        private <T> List<T> elements(String name, Class<T> type) throws IOException {
            List<T> typed = new ArrayList<>();
            for (Object element : required(name, List.class)) {
                if (!type.isInstance(element)) {
                    throw new IOException("manifest field has an element of another kind: field=" + name);
                }
                typed.add(type.cast(element));
            }
            return typed;
        }

        private <T> T required(String name, Class<T> type) throws IOException {
            Object value = values.get(name);
            if (!type.isInstance(value)) {
                throw new IOException(
                        "manifest field must be a " + type.getSimpleName() + ": field=" + name + ", found=" + value);
            }
            return type.cast(value);
        }
    }
}
