package io.tidemark.workloads.trace;

import io.tidemark.event.EventKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** The schema of our traces, {@code event.avsc} in this package, and the places of its fields. */
final class TraceSchema {
    static final Schema SCHEMA = load();

    /** Begins the keys of what a trace says of itself in the file's metadata. */
    static final String PROPERTY_PREFIX = "tidemark.";

    static final int VNODE = 0;
    static final int KIND = 1;
    static final int BLOCK = 2;
    static final int WAL = 3;
    static final int TIME = 4;

    /** The symbol behind those of the kinds. */
    static final int END = EventKind.values().length;

    private static final Schema KINDS = SCHEMA.getField("kind").schema();

    private TraceSchema() {}

    private static Schema load() {
        try (InputStream source = Objects.requireNonNull(TraceSchema.class.getResourceAsStream("event.avsc"))) {
            return new Schema.Parser().parse(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One symbol for each kind, by its code, and {@link #END}. */
    static GenericData.EnumSymbol[] symbols() {
        return KINDS.getEnumSymbols().stream()
                .map(symbol -> new GenericData.EnumSymbol(KINDS, symbol))
                .toArray(GenericData.EnumSymbol[]::new);
    }
}
