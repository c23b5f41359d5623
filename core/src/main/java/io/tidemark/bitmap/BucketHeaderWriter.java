package io.tidemark.bitmap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes the header of a bitmap whose containers are written apart, because they are too many to be held; it stands before
 * them. Takes 11 bytes of memory a container, of which there are at most 65,536. Not thread-safe.
 */
final class BucketHeaderWriter implements ContainerSink {
    private final ContainerTable table = new ContainerTable();
    private int bodyBytes;

    @Override
    public void appendContainer(BucketReader source) {
        table.add(source.key(), source.cardinality(), bodyBytes, source.isRun());
        bodyBytes += source.containerBytes();
    }

    @Override
    public boolean appendContainer(char key, ContainerWords values) {
        values.measure();
        int cardinality = values.cardinality();
        if (cardinality == 0) {
            return false;
        }
        int runs = values.runs();
        boolean asRuns = RoaringLayout.runIsSmallest(cardinality, runs);
        table.add(key, cardinality, bodyBytes, asRuns);
        bodyBytes += asRuns ? RoaringLayout.runBytes(runs) : RoaringLayout.plainBytes(cardinality);
        return true;
    }

    boolean isEmpty() {
        return table.isEmpty();
    }

    /** The header of the containers since the last call. */
    ByteBuffer finish() {
        ByteBuffer target = ByteBuffer.allocate(table.headerBytes()).order(ByteOrder.LITTLE_ENDIAN);
        table.writeHeader(target);
        table.clear();
        bodyBytes = 0;
        return target.flip();
    }
}
