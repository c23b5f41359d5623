package io.tidemark.workloads.trace;

/** The formats that can be read, each also compressed by gzip. */
public enum TraceFormat {
    /** Our own: an Avro object container of {@code event.avsc}. */
    TIDEMARK,
    /** CSV of SCSI requests: {@code version,time,op,size,lbn}, as the CloudPhysics traces have it. */
    VSCSI,
    /** CSV of the SNIA MSR Cambridge traces: filetime, host, disk, Read or Write, offset, size, response time. */
    MSR,
    /** fio's I/O log, version 2 or 3. */
    FIO
}
