package io.tidemark.simulator.vnode;

import io.tidemark.event.EventKind;
import io.tidemark.simulator.store.BlockKind;
import io.tidemark.simulator.store.BlockStore;
import io.tidemark.simulator.store.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a vnode, on pages of {@value #SLOTS} slots; a page is a block. A changed page is written anew at the end of
 * the page file, which is copied to a new generation when more than half of it is dead; copying changes no block.
 */
final class Catalogue {
    static final int SLOTS = 32;

    private static final int NAME_BYTES_MAX = 192;
    private static final int RECORD_BYTES = 3 * Long.BYTES + 2;
    private static final long COPY_BYTES_MIN = 1 << 20;

    private final BlockStore store;
    private final EventEmitter events;
    private final Map<Long, Entry> tables = new HashMap<>();
    private final List<Page> pages = new ArrayList<>();
    private final TreeMap<Long, Page> unflushed = new TreeMap<>();
    private final BlockBuffer buffer = new BlockBuffer();
    private StoreFile file;
    private int generation;
    private long liveBytes;

    private static final class Entry {
        final TableKey key;
        final byte[] name;
        final Page page;
        long version;
        boolean alive = true;

        Entry(TableKey key, byte[] name, Page page, long version) {
            this.key = key;
            this.name = name;
            this.page = page;
            this.version = version;
        }
    }

    private static final class Page {
        final long block;
        final List<Entry> entries = new ArrayList<>();
        boolean removed;

        Page(long block) {
            this.block = block;
        }

        boolean isFull() {
            return entries.size() == SLOTS;
        }

        boolean isUseless() {
            return isFull() && entries.stream().noneMatch(entry -> entry.alive);
        }
    }

    Catalogue(BlockStore store, EventEmitter events) throws IOException {
        this.store = store;
        this.events = events;
        this.file = nextFile();
    }

    private StoreFile nextFile() throws IOException {
        return store.create("main-" + generation++ + "." + FileKind.CATALOGUE.suffix());
    }

    /** A live table, or null. */
    @Nullable
    TableKey live(long uid) {
        Entry entry = tables.get(uid);
        return entry != null && entry.alive ? entry.key : null;
    }

    boolean isLive(TableKey table) {
        return live(table.uid()) != null;
    }

    /** Whether the table exists or has existed. */
    boolean knows(long uid) {
        return tables.containsKey(uid);
    }

    void create(TableKey table, String name, long version) throws IOException {
        Page page = pageWithRoom();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] cut = bytes.length > NAME_BYTES_MAX ? Arrays.copyOf(bytes, NAME_BYTES_MAX) : bytes;
        Entry entry = new Entry(table, cut, page, version);
        tables.put(table.uid(), entry);
        page.entries.add(entry);
        write(page);
    }

    void drop(long uid, long version) throws IOException {
        Entry entry = tables.get(uid);
        if (entry == null || !entry.alive) {
            throw new IllegalStateException("table must be live to be dropped: uid=" + uid);
        }
        entry.alive = false;
        entry.version = version;
        if (entry.page.isUseless()) {
            remove(entry.page);
        } else {
            write(entry.page);
        }
    }

    private Page pageWithRoom() {
        if (pages.isEmpty() || pages.get(pages.size() - 1).isFull()) {
            pages.add(new Page(store.allocate(BlockKind.META)));
        }
        return pages.get(pages.size() - 1);
    }

    private void write(Page page) throws IOException {
        for (Entry entry : page.entries) {
            buffer.entry(RECORD_BYTES + entry.name.length)
                    .putLong(entry.key.uid())
                    .putLong(entry.key.suid())
                    .putLong(entry.version)
                    .put((byte) (entry.alive ? 1 : 0))
                    .put((byte) entry.name.length)
                    .put(entry.name);
        }
        var header = new BlockLayout.Header(page.block, FileKind.CATALOGUE, 0, 0, 0, buffer.entries());
        EventKind kind = place(page, buffer.complete(header));
        buffer.clear();
        events.emit(kind, page.block);
        unflushed.put(page.block, page);
        copyIfHalfDead();
    }

    private EventKind place(Page page, ByteBuffer bytes) throws IOException {
        var before = store.extent(page.block);
        int length = bytes.remaining();
        liveBytes += length - (before == null ? 0 : before.length());
        store.put(page.block, file, file.append(bytes), length);
        return before == null ? EventKind.CREATE : EventKind.UPDATE;
    }

    private void remove(Page page) {
        var before = store.extent(page.block);
        liveBytes -= before == null ? 0 : before.length();
        page.removed = true;
        store.remove(page.block);
        unflushed.remove(page.block);
        events.emit(EventKind.DELETE, page.block);
    }

    private void copyIfHalfDead() throws IOException {
        if (file.size() < COPY_BYTES_MIN || file.size() < 2 * liveBytes) {
            return;
        }
        StoreFile old = file;
        file = nextFile();
        for (Page page : pages) {
            if (!page.removed) {
                ByteBuffer bytes = store.read(page.block);
                int length = bytes.remaining();
                store.put(page.block, file, file.append(bytes), length);
            }
        }
        old.seal();
        store.drop(old);
    }

    /** The end of a commit: what changed is durable. */
    void flush() throws IOException {
        file.force();
        unflushed.keySet().forEach(block -> events.emit(EventKind.FLUSH, block));
        unflushed.clear();
    }

    boolean hasUnflushed() {
        return !unflushed.isEmpty();
    }
}
