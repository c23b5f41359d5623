package io.tidemark.reports.html;

import java.util.Locale;

/** Numbers for people: thousands grouped by commas, bytes in powers of 1024, the same in every locale. */
public final class Format {
    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Format() {}

    /** A whole number, such as {@code 12,345}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A whole number with its noun, which takes an {@code s} unless the number is 1. */
    public static String count(long value, String noun) {
        return count(value) + " " + noun + (value == 1 ? "" : "s");
    }

    /** An unsigned number without grouping. */
    public static String unsigned(long value) {
        return Long.toUnsignedString(value);
    }

    /** Bytes with three digits that matter, such as {@code 1.25 MiB}. */
    public static String bytes(long bytes) {
        int unit = 0;
        double value = bytes;
        while (Math.abs(value) >= 1024 && unit < BYTE_UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return (unit == 0 ? Long.toString(bytes) : digits(value)) + " " + BYTE_UNITS[unit];
    }

    /** A number with three digits that matter, grouped, such as {@code 0.0123}, {@code 4.56}, {@code 12,300}. */
    public static String digits(double value) {
        double size = Math.abs(value);
        if (size == 0 || size >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        int decimals = Math.max(0, Math.min(9, 2 - (int) Math.floor(Math.log10(size))));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A rate with a short unit, such as {@code 12.3 M}. */
    public static String rate(double perSecond) {
        if (perSecond >= 1e9) {
            return digits(perSecond / 1e9) + " G";
        }
        if (perSecond >= 1e6) {
            return digits(perSecond / 1e6) + " M";
        }
        return perSecond >= 1e4 ? digits(perSecond / 1e3) + " k" : digits(perSecond);
    }

    /** A share in percent, such as {@code 4.56 %}. */
    public static String percent(double share) {
        return digits(share * 100) + " %";
    }

    /** A duration, such as {@code 12.3 s} or {@code 456 ms}. */
    public static String seconds(double seconds) {
        return seconds < 1 ? digits(seconds * 1000) + " ms" : digits(seconds) + " s";
    }
}
