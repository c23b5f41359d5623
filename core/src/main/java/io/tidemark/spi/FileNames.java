package io.tidemark.spi;

import java.util.regex.Pattern;

/** The rule for names in a {@link Storage}. */
final class FileNames {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    private FileNames() {}

    static String checked(String name) {
        if (!VALID.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "file name must be 1 to 200 of A-Z a-z 0-9 . _ - and not begin with a dot: name=" + name);
        }
        return name;
    }

    static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }
}
