package io.tidemark.reports.bench.segment;

import io.tidemark.reports.bench.TemporaryFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/** One file written from its begin to its end, and forced or not. */
final class PlainWrite implements StateWork {
    private static final int PIECE_BYTES = 1 << 20;

    private final long bytes;
    private final boolean isForced;
    private final TemporaryFolder folder = TemporaryFolder.create();
    private final Path file = folder.path().resolve("plain");
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);

    PlainWrite(long bytes, boolean isForced) throws IOException {
        this.bytes = bytes;
        this.isForced = isForced;
        SplittableRandom random = new SplittableRandom(1);
        while (piece.hasRemaining()) {
            piece.putLong(random.nextLong());
        }
    }

    @Override
    public void prepare() {}

    @Override
    public void run() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            for (long left = bytes; left > 0; left -= piece.limit()) {
                piece.clear().limit((int) Math.min(left, PIECE_BYTES));
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
            if (isForced) {
                channel.force(true);
            }
        }
    }

    @Override
    public void clear() throws IOException {
        Files.delete(file);
    }

    @Override
    public long bytes() throws IOException {
        return Files.size(file);
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
