package io.tidemark.spi;

import io.tidemark.backup.SizeEstimate;
import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.RangeChanges;
import io.tidemark.event.EventKind;
import java.io.Reader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change tracker as a backup framework sees it: found by {@link java.util.ServiceLoader}, driven through its lifecycle by
 * the framework, which copies the blocks itself.
 *
 * <pre>
 * NEW --init--> INITIALIZED --configure--> CONFIGURED --start--> RUNNING --stop--> STOPPED
 *                    |                                              ^                 |
 *                    +--------------------start---------------------+------start------+
 * any --shutdown--> SHUT_DOWN
 * </pre>
 *
 * <p>A call that its state does not allow, or whose arguments make no sense, is refused with a {@link PluginException}
 * and changes nothing. Safe for use by several threads.
 */
public interface BackupPlugin {
    /** Where a plugin is in its life. */
    enum State {
        /** Made, and knows no host. */
        NEW,
        /** Knows its host; would start with defaults. */
        INITIALIZED,
        /** Knows its settings. */
        CONFIGURED,
        /** Takes events and answers. */
        RUNNING,
        /** Answers, but takes no events: each that comes is a loss, and told. */
        STOPPED,
        /** Over. */
        SHUT_DOWN
    }

    /** What a plugin can do beyond the lifecycle. */
    enum Capability {
        /** {@link #getDirtyBlocks}. */
        WAL_RANGE,
        /** {@link #getIncrementalBlocks}. */
        INCREMENTAL,
        /** {@link #estimate}. */
        SIZE_ESTIMATE
    }

    /** The name by which a framework selects it. */
    String name();

    /** Its version. */
    String version();

    /** What it can do. */
    Set<Capability> capabilities();

    /** Where it is in its life. */
    State state();

    /** Tells it the host whose blocks are tracked. Allowed in {@code NEW}. */
    void init(StorageEngine host);

    /**
     * Tells it its settings, as TOML. Allowed in {@code INITIALIZED} and {@code CONFIGURED}.
     *
     * @param toml read to its end and left open
     * @param source what to call it in a message
     */
    void configure(Reader toml, String source);

    /** Begins to take events. Allowed in {@code INITIALIZED}, {@code CONFIGURED} and {@code STOPPED}. */
    void start();

    /** Ends taking events, when all that were taken are applied. Allowed in {@code RUNNING} and {@code STOPPED}. */
    void stop();

    /** Gives everything back. Allowed always, and does nothing when done before. */
    void shutdown();

    /**
     * Takes one event. Allowed in {@code RUNNING}; in {@code STOPPED} the event becomes a loss.
     *
     * @param kind what happened
     * @param blockId the block, unsigned
     * @param walOffset the position in the log that caused it, unsigned
     * @param timestampNanos nanoseconds since the epoch, signed
     */
    void onBlockEvent(EventKind kind, long blockId, long walOffset, long timestampNanos);

    /**
     * Says that every event with an offset up to {@code walOffset}, unsigned, was given before this call, so that it need not be delivered
     * again once it is durable. A host that never says so delivers its whole log again after a crash.
     */
    default void deliveredThrough(long walOffset) {}

    /**
     * What changed in a range of the log, of events given before the call. Allowed in {@code RUNNING} and {@code STOPPED}.
     *
     * @param walFrom the first offset, unsigned
     * @param walTo the last one, inclusive; not before {@code walFrom}
     * @return the changes, and whether they are all
     */
    RangeChanges getDirtyBlocks(long walFrom, long walTo);

    /**
     * What changed since the framework's last backup, of events given before the call. Allowed in {@code RUNNING} and {@code
     * STOPPED}.
     *
     * <p>The framework keeps the answer's {@link BackupWindow#to()} with the backup that it makes of it, and gives it here
     * the next time: by that it says that the backup was completed. If it was not, it gives the cursor before and gets the
     * same changes again, with later ones. A window can be read until the next call.
     *
     * @param since end of the last completed window; {@code null} if there is none, or to begin where the plugin stands
     * @return the window; its {@code changes()} refuse to be read if {@code fullRequired()} is not empty, as before the
     *     first backup, and the framework must then copy every block
     */
    BackupWindow getIncrementalBlocks(@Nullable BackupCursor since);

    /** How many bytes the blocks changed since {@code since} have. Otherwise as {@link #getIncrementalBlocks}, but moves nothing. */
    SizeEstimate estimate(@Nullable BackupCursor since);

    /** What it did so far. Allowed in {@code RUNNING} and {@code STOPPED}. */
    PluginStatistics statistics();
}
