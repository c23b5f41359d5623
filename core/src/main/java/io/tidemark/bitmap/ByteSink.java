package io.tidemark.bitmap;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes bytes, a piece at a time. */
@FunctionalInterface
public interface ByteSink {
    /** Takes all remaining bytes, which are valid during the call only. */
    void write(ByteBuffer piece) throws IOException;
}
