package io.tidemark.reports.result;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.math.BigInteger;

/** WAL offsets are unsigned: in JSON they are numbers from 0 to 2^64 - 1, in Java the same 64 bits in a {@code long}. */
final class UnsignedLong {
    private UnsignedLong() {}

    static final class Serializer extends JsonSerializer<Long> {
        @Override
        public void serialize(Long value, JsonGenerator target, SerializerProvider provider) throws IOException {
            if (value >= 0) {
                target.writeNumber(value);
            } else {
                target.writeNumber(new BigInteger(Long.toUnsignedString(value)));
            }
        }
    }

    static final class Deserializer extends JsonDeserializer<Long> {
        @Override
        public Long deserialize(JsonParser source, DeserializationContext context) throws IOException {
            BigInteger value = source.getBigIntegerValue();
            if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
                context.reportInputMismatch(Long.class, "must be from 0 to 2^64 - 1: value=%s", value);
            }
            return value.longValue();
        }
    }
}
