package io.tidemark.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the build knows about itself. */
public final class BuildInfo {
    private static final Properties PROPERTIES = load();

    private BuildInfo() {}

    /** Tidemark's version. */
    public static String version() {
        return PROPERTIES.getProperty("version");
    }

    /** The version of the charting library on the class path. */
    public static String chartLibraryVersion() {
        return PROPERTIES.getProperty("echarts");
    }

    private static Properties load() {
        try (InputStream source = BuildInfo.class.getResourceAsStream("build.properties")) {
            Properties properties = new Properties();
            properties.load(source);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
