package io.tidemark.reports.billion;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A life as the child process lives it: in this JVM, told to the parent on standard output. */
public final class Lives {
    private final SyntheticLog log;
    private final EngineConfig config;
    private final LifeChannel channel;

    /**
     * A life of a log of so many blocks.
     *
     * @param config of the engine; persistence, retention and block limit are set here
     */
    public Lives(long seed, long blocks, EngineConfig config, Path folder, PrintStream out) {
        this.log = new SyntheticLog(seed, blocks);
        this.config = config.toBuilder()
                .enablePersistence(true)
                .persistPath(folder)
                .exactRetentionNanos(Long.MAX_VALUE)
                .maxBlocks(Long.MAX_VALUE)
                .build();
        this.channel = new LifeChannel(out);
    }

    /** Marks, is asked, marks on, and waits to be killed. */
    public void first() throws IOException, InterruptedException {
        @SuppressWarnings("MustBeClosed")
        BitmapEngine engine = BitmapEngine.open(config);
        FirstLife life = new FirstLife(log, engine, engine, channel);
        channel.report(life.beforeKill());
        life.untilKill();
        channel.ready();
        life.pastKill();
        new CountDownLatch(1).await();
    }

    /** Opens what the first life left. */
    public void second() throws IOException {
        channel.report(new SecondLife(log).live(() -> BitmapEngine.open(config), engine -> engine, channel));
    }

    /** Ends this process when the one that began it is gone, which standard input tells. */
    public static void endWithParent(InputStream in, int status) {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (in.read() >= 0) {}
                    } catch (IOException e) {
                        // the parent is as good as gone
                    }
                    Runtime.getRuntime().halt(status);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
