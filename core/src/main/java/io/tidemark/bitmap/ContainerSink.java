package io.tidemark.bitmap;

/** Takes the containers of one bucket, ascending in their keys. */
interface ContainerSink {
    /** Takes the container that the reader stands at, as it stands there. */
    void appendContainer(BucketReader source);

    /**
     * Takes a container of these values, in its smallest form.
     *
     * @param key their high 16 bits
     * @param values the low 16 bits; none is no container
     * @return whether there was a value
     */
    boolean appendContainer(char key, ContainerWords values);
}
