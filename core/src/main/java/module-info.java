/** Tidemark core: tracks which storage blocks changed, and backs up those and nothing else. */
module io.tidemark.core {
    requires roaringbitmap;
    requires org.slf4j;
    requires com.fasterxml.jackson.core;
    requires static com.github.luben.zstd_jni;
    requires static com.fasterxml.jackson.dataformat.toml;
    requires static transitive org.jspecify;

    exports io.tidemark.backup;
    exports io.tidemark.event;
    exports io.tidemark.bitmap;
    exports io.tidemark.index;
    exports io.tidemark.engine;
    exports io.tidemark.spi;

    /* So that a plugin can be looked up from within, as the tests do. */
    uses io.tidemark.spi.BackupPlugin;

    provides io.tidemark.spi.BackupPlugin with
            io.tidemark.backup.IncrementalBitmapPlugin;
}
