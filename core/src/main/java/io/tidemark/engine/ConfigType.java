package io.tidemark.engine;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a setting may be, and how that is written in TOML. A <i>written</i> value is what a TOML file holds: a {@link Boolean}, {@link
 * BigInteger}, {@link String} or something else; a <i>setting</i> is what the engine uses.
 */
sealed interface ConfigType {
    /** What may be written, for people. */
    String expectedInToml();

    /** What a setting may be, for people. */
    default String expected() {
        return expectedInToml();
    }

    /** The setting that is written so; {@code null} if the type is another one or the value is out of range. */
    @Nullable
    Object read(Object written);

    /** Whether a setting of the right class is in range. */
    default boolean allows(Object setting) {
        return true;
    }

    /** How a setting is written. */
    String write(Object setting);

    /** True or false. */
    record Flag() implements ConfigType {
        @Override
        public String expectedInToml() {
            return "true or false";
        }

        @Override
        public @Nullable Object read(Object written) {
            return written instanceof Boolean ? written : null;
        }

        @Override
        public String write(Object setting) {
            return setting.toString();
        }
    }

    /**
     * A whole number; its settings are {@link Long}s.
     *
     * @param min the smallest that may be written
     * @param max the largest
     * @param unit what the written number is multiplied by to give the setting
     */
    record WholeNumber(long min, long max, long unit) implements ConfigType {
        @Override
        public String expectedInToml() {
            return "an integer from " + min + " to " + max;
        }

        @Override
        public String expected() {
            return "from " + min * unit + " to " + max * unit;
        }

        @Override
        public @Nullable Object read(Object written) {
            if (!(written instanceof BigInteger number) || number.bitLength() >= Long.SIZE) {
                return null;
            }
            long value = number.longValue();
            return value >= min && value <= max ? (Object) (value * unit) : null;
        }

        @Override
        public boolean allows(Object setting) {
            long value = (Long) setting;
            return value >= min * unit && value <= max * unit;
        }

        @Override
        public String write(Object setting) {
            return String.valueOf((Long) setting / unit);
        }
    }

    /** One of an enum's constants, written in lower case. */
    record Choice(List<? extends Enum<?>> constants) implements ConfigType {
        @Override
        public String expectedInToml() {
            return constants.stream().map(this::write).collect(Collectors.joining(" or "));
        }

        @Override
        public @Nullable Object read(Object written) {
            for (Enum<?> constant : constants) {
                if (lowerCase(constant).equals(written)) {
                    return constant;
                }
            }
            return null;
        }

        @Override
        public String write(Object setting) {
            return quote(lowerCase((Enum<?>) setting));
        }

        private static String lowerCase(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }

    /** A folder's path. */
    record Folder() implements ConfigType {
        @Override
        public String expectedInToml() {
            return "the path of a folder";
        }

        @Override
        public @Nullable Object read(Object written) {
            if (!(written instanceof String text) || text.isBlank()) {
                return null;
            }
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                return null;
            }
        }

        @Override
        public String write(Object setting) {
            return quote(setting.toString());
        }
    }

    /** A length of time in days, hours, minutes or seconds, or no limit; its settings are nanoseconds. */
    record Age() implements ConfigType {
        static final long UNLIMITED = Long.MAX_VALUE;

        private static final String UNLIMITED_TEXT = "unlimited";
        private static final long SECOND = 1_000_000_000L;
        private static final Pattern FORM = Pattern.compile("([0-9]{1,10})([dhms])");

        @Override
        public String expectedInToml() {
            return "\"unlimited\" or a whole number of d, h, m or s like \"7d\", from \"1s\" to \""
                    + UNLIMITED / nanos('d') + "d\"";
        }

        @Override
        public String expected() {
            return "from 1 to " + UNLIMITED + " (unlimited)";
        }

        @Override
        public @Nullable Object read(Object written) {
            if (UNLIMITED_TEXT.equals(written)) {
                return UNLIMITED;
            }
            Matcher matcher = FORM.matcher(written instanceof String text ? text : "");
            if (!matcher.matches()) {
                return null;
            }
            long count = Long.parseLong(matcher.group(1));
            long unit = nanos(matcher.group(2).charAt(0));
            return count >= 1 && count <= UNLIMITED / unit ? (Object) (count * unit) : null;
        }

        @Override
        public boolean allows(Object setting) {
            return (Long) setting >= 1;
        }

        @Override
        public String write(Object setting) {
            long nanos = (Long) setting;
            if (nanos == UNLIMITED) {
                return quote(UNLIMITED_TEXT);
            }
            for (char unit : new char[] {'d', 'h', 'm', 's'}) {
                if (nanos % nanos(unit) == 0) {
                    return quote(nanos / nanos(unit) + "" + unit);
                }
            }
            return quote(nanos + "ns");
        }

        private static long nanos(char unit) {
            return switch (unit) {
                case 'd' -> 86_400 * SECOND;
                case 'h' -> 3_600 * SECOND;
                case 'm' -> 60 * SECOND;
                case 's' -> SECOND;
                default -> throw new IllegalArgumentException("unit must be d, h, m or s: unit=" + unit);
            };
        }
    }

    private static String quote(String text) {
        return '"' + text + '"';
    }
}
