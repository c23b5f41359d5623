package io.tidemark.reports.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes with a unit: powers of 1024 as {@code KiB MiB GiB TiB} or {@code K M G T}, powers of 1000 as {@code kB MB GB TB}. */
final class ByteSize implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,6})?)\\s*([a-z]*)");

    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("b", 1L),
            Map.entry("k", 1L << 10),
            Map.entry("m", 1L << 20),
            Map.entry("g", 1L << 30),
            Map.entry("t", 1L << 40),
            Map.entry("kib", 1L << 10),
            Map.entry("mib", 1L << 20),
            Map.entry("gib", 1L << 30),
            Map.entry("tib", 1L << 40),
            Map.entry("kb", 1_000L),
            Map.entry("mb", 1_000_000L),
            Map.entry("gb", 1_000_000_000L),
            Map.entry("tb", 1_000_000_000_000L));

    @Override
    public Long convert(String text) {
        return parse(text);
    }

    /**
     * The bytes that {@code text} says, case not regarded.
     *
     * @throws TypeConversionException if it is not a positive whole number of bytes below 2^63
     */
    static long parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        Long unit = form.matches() ? UNITS.get(form.group(2)) : null;
        if (unit == null) {
            throw new TypeConversionException("expected a size such as 64MiB, 512KiB or 1GiB, found '" + text + "'");
        }
        BigDecimal bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.signum() <= 0
                || bytes.stripTrailingZeros().scale() > 0
                || bytes.toBigInteger().bitLength() > 63) {
            throw new TypeConversionException(
                    "expected a whole number of bytes from 1 to 2^63 - 1, found '" + text + "'");
        }
        return bytes.longValueExact();
    }
}
