package io.tidemark.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call of a {@link BackupPlugin} that was refused or failed. A call that returns is what other interfaces call OK. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Code {
        /** An argument makes no sense. */
        INVALID_ARG,
        /** The plugin is not that far yet, or not any more. */
        NOT_INITIALIZED,
        /** The plugin is further already. */
        ALREADY_RUNNING,
        /** The plugin failed; the cause says how. */
        INTERNAL
    }

    private final Code code;

    public PluginException(Code code, String message, @Nullable Throwable cause) {
        super(code + ": " + message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    public PluginException(Code code, String message) {
        this(code, message, null);
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
