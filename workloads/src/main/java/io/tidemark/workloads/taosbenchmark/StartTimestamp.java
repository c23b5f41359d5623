package io.tidemark.workloads.taosbenchmark;

import io.tidemark.workloads.Precision;
import io.tidemark.workloads.WorkloadSpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forms of {@code start_timestamp} as a text: {@code now}, {@code now-7d}, {@code now + 1s}, a date with or without time,
 * fraction and offset, UTC where none is given, or a number. {@code now} is the virtual time at which workloads begin.
 */
final class StartTimestamp {
    private static final Pattern NOW = Pattern.compile(
            "now\\s*(?:\\(\\s*\\))?\\s*(?:([+-])\\s*(\\d{1,18})\\s*([buasmhdw]))?", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Long> NANOS = Map.of(
            "b", 1L,
            "u", 1_000L,
            "a", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L,
            "w", 604_800_000_000_000L);
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private StartTimestamp() {}

    /**
     * The time in units of the precision, cut to whole ones.
     *
     * @throws DateTimeException if it is none of the forms
     * @throws ArithmeticException if it does not fit
     * @throws NumberFormatException if it is a number that does not fit
     */
    static long parse(String text, Precision precision) {
        String stripped = text.strip();
        if (stripped.matches("[+-]?\\d+")) {
            return Long.parseLong(stripped);
        }
        Matcher now = NOW.matcher(stripped);
        return now.matches() ? relative(now, precision) : date(stripped, precision);
    }

    private static long relative(Matcher now, Precision precision) {
        if (now.group(1) == null) {
            return WorkloadSpec.EPOCH_NANOS / precision.nanosPerTick();
        }
        long unit = NANOS.getOrDefault(now.group(3).toLowerCase(Locale.ROOT), 0L);
        long offset = Math.multiplyExact(Long.parseLong(now.group(2)), unit);
        long nanos = now.group(1).equals("-")
                ? Math.subtractExact(WorkloadSpec.EPOCH_NANOS, offset)
                : Math.addExact(WorkloadSpec.EPOCH_NANOS, offset);
        return Math.floorDiv(nanos, precision.nanosPerTick());
    }

    private static long date(String text, Precision precision) {
        TemporalAccessor parsed = DATE.parse(text.replaceFirst("(?<=\\d) +(?=\\d)", "T"));
        LocalDateTime time = parsed.isSupported(ChronoField.HOUR_OF_DAY)
                ? LocalDateTime.from(parsed)
                : LocalDate.from(parsed).atStartOfDay();
        ZoneOffset offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed) : ZoneOffset.UTC;
        Instant instant = time.toInstant(offset);
        long whole = Math.multiplyExact(instant.getEpochSecond(), precision.ticksPerSecond());
        return Math.addExact(whole, instant.getNano() / precision.nanosPerTick());
    }
}
