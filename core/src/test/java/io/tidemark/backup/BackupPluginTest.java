package io.tidemark.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.FullRequiredException;
import io.tidemark.engine.LossReason;
import io.tidemark.event.EventKind;
import io.tidemark.spi.BackupPlugin;
import io.tidemark.spi.Identity;
import io.tidemark.spi.PluginException;
import io.tidemark.spi.PluginException.Code;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as a backup framework meets it: found by its name, and driven through nothing but the SPI. */
class BackupPluginTest {
    private static final BackupCursor NOT_OURS = new BackupCursor(new Identity(77, 77), 77, 77, 77);

    private final BackupPlugin plugin = find();
    private final MemoryHost host = new MemoryHost("vnode-1", (kind, block, wal, time) -> {});

    private static BackupPlugin find() {
        return ServiceLoader.load(BackupPlugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals("incremental-bitmap-plugin"))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void shutDown() {
        plugin.shutdown();
    }

    private void started() {
        plugin.init(host);
        plugin.start();
    }

    private void give(EventKind kind, long block, long wal) {
        plugin.onBlockEvent(kind, block, wal, wal * 10);
    }

    private static void assertRefused(Code code, Runnable call) {
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void frameworkTakesAFullAndThenIncrementalBackups() throws IOException {
        assertThat(plugin.capabilities()).containsExactlyInAnyOrder(BackupPlugin.Capability.values());
        assertThat(plugin.version()).isNotEmpty();
        plugin.init(host);
        plugin.configure(new StringReader("[plugins.incremental_bitmap]\nevent_buffer_size = 1024\n"), "test.toml");
        plugin.start();
        give(EventKind.CREATE, 1, 1);
        give(EventKind.CREATE, 2, 2);

        BackupWindow first = plugin.getIncrementalBlocks(null);
        assertThat(first.fullRequired()).extracting(loss -> loss.reason()).containsExactly(LossReason.NO_BASE);
        assertThatExceptionOfType(FullRequiredException.class).isThrownBy(first::changes);

        give(EventKind.UPDATE, 1, 3);
        give(EventKind.DELETE, 2, 4);
        BackupWindow second = plugin.getIncrementalBlocks(first.to());
        assertThat(second.fullRequired()).isEmpty();
        assertThat(second.changes().dirty()).isEqualTo(BlockSet.of(1));
        assertThat(second.changes().deleted()).isEqualTo(BlockSet.of(2));

        give(EventKind.CREATE, 3, 5);
        BackupWindow again = plugin.getIncrementalBlocks(first.to());
        assertThat(again.changes().dirty())
                .as("the second backup was not completed")
                .isEqualTo(BlockSet.of(1, 3));
        assertThat(plugin.getIncrementalBlocks(again.to()).changes().isEmpty()).isTrue();
        assertThat(plugin.statistics().engine().events()).isEqualTo(5);
        assertThat(plugin.statistics().events().lost()).isZero();
    }

    @Test
    void rangeOfTheLogIsAnswered() {
        started();
        give(EventKind.CREATE, 1, 10);
        give(EventKind.UPDATE, 2, 20);
        give(EventKind.DELETE, 3, 30);
        assertThat(plugin.getDirtyBlocks(11, 30).changes().dirty()).isEqualTo(BlockSet.of(2));
        assertThat(plugin.getDirtyBlocks(0, -1).changes().dirty()).isEqualTo(BlockSet.of(1, 2));
        assertThat(plugin.getDirtyBlocks(10, 10).isComplete()).isTrue();
        assertRefused(Code.INVALID_ARG, () -> plugin.getDirtyBlocks(-1, 0));
    }

    @Test
    void estimateIsOfTheChangedBlocksAndOfAllWhereThoseAreNotKnown() {
        host.put(1, new byte[100]);
        host.put(2, new byte[10]);
        started();
        assertThat(plugin.estimate(null)).isEqualTo(new SizeEstimate(2, 110, 0, 2));
        BackupCursor end = plugin.getIncrementalBlocks(null).to();
        plugin.getIncrementalBlocks(end);
        give(EventKind.UPDATE, 2, 3);
        assertThat(plugin.estimate(end)).isEqualTo(new SizeEstimate(1, 10, 0, 1));
    }

    @Test
    void eventAfterStopIsALossThatIsTold() {
        started();
        BackupCursor end = plugin.getIncrementalBlocks(null).to();
        plugin.getIncrementalBlocks(end);
        plugin.stop();
        give(EventKind.UPDATE, 2, 3);
        assertThat(plugin.state()).isEqualTo(BackupPlugin.State.STOPPED);
        plugin.start();
        assertThat(plugin.getIncrementalBlocks(end).fullRequired()).hasSize(1);
    }

    @Test
    void callsThatTheStateDoesNotAllowAreRefused() {
        assertRefused(Code.NOT_INITIALIZED, plugin::start);
        assertRefused(Code.NOT_INITIALIZED, plugin::stop);
        assertRefused(Code.NOT_INITIALIZED, () -> plugin.configure(new StringReader(""), "test.toml"));
        assertRefused(Code.NOT_INITIALIZED, () -> give(EventKind.CREATE, 1, 1));
        assertRefused(Code.NOT_INITIALIZED, () -> plugin.getDirtyBlocks(0, 1));
        assertRefused(Code.NOT_INITIALIZED, () -> plugin.getIncrementalBlocks(null));
        assertRefused(Code.NOT_INITIALIZED, () -> plugin.estimate(null));
        assertRefused(Code.NOT_INITIALIZED, plugin::statistics);
        assertThat(plugin.state()).isEqualTo(BackupPlugin.State.NEW);
        started();
        assertRefused(Code.ALREADY_RUNNING, () -> plugin.init(host));
        assertRefused(Code.ALREADY_RUNNING, plugin::start);
        assertRefused(Code.ALREADY_RUNNING, () -> plugin.configure(new StringReader(""), "test.toml"));
        assertRefused(Code.INVALID_ARG, () -> plugin.getIncrementalBlocks(NOT_OURS));
        plugin.shutdown();
        plugin.shutdown();
        assertRefused(Code.NOT_INITIALIZED, plugin::start);
        assertRefused(Code.NOT_INITIALIZED, () -> give(EventKind.CREATE, 1, 1));
        assertThat(plugin.state()).isEqualTo(BackupPlugin.State.SHUT_DOWN);
    }

    @Test
    void wrongSettingIsRefusedAndTheStateStays() {
        plugin.init(host);
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugin.configure(
                        new StringReader("[plugins.incremental_bitmap]\nmemory_limt_mb = 3\n"), "test.toml"))
                .withMessageContaining("memory_limt_mb")
                .satisfies(e -> assertThat(e.code()).isEqualTo(Code.INVALID_ARG));
        assertThat(plugin.state()).isEqualTo(BackupPlugin.State.INITIALIZED);
    }

    @Test
    void pluginThatIsStartedAgainOnItsFolderGoesOnFromItsCursor(@TempDir Path folder) throws IOException {
        String toml = "[plugins.incremental_bitmap]\nenable_persistence = true\npersist_path = '" + folder + "'\n";
        host.put(1, new byte[1]);
        BackupPlugin earlier = find();
        earlier.init(host);
        earlier.configure(new StringReader(toml), "test.toml");
        earlier.start();
        earlier.onBlockEvent(EventKind.CREATE, 1, 1, 10);
        BackupCursor end = earlier.getIncrementalBlocks(null).to();
        earlier.getIncrementalBlocks(end);
        earlier.shutdown();

        host.put(2, new byte[2]);
        plugin.init(host);
        plugin.configure(new StringReader(toml), "test.toml");
        plugin.start();
        BackupWindow window = plugin.getIncrementalBlocks(end);
        assertThat(window.fullRequired()).isEmpty();
        assertThat(window.changes().dirty().contains(2))
                .as("delivered again by the host")
                .isTrue();
    }
}
