package io.tidemark.engine;

import org.jspecify.annotations.Nullable;

/**
 * A configuration file cannot be used. The message names the file, and wherever it applies the line and column (from 1),
 * what was expected and what was found.
 */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConfigException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
