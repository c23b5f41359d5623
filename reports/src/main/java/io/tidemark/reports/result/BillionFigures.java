package io.tidemark.reports.result;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.List;

/**
 * What {@code bench billion} found. Bytes of a process are the larger of its two lives'.
 *
 * @param differences answers that were not what the log knows
 * @param answers answers compared: sets of blocks by count and digest
 * @param blocks distinct blocks marked
 * @param events events in the log
 * @param killed whether SIGKILL ended the first life
 * @param marksPerSecond events over the wall-clock time of making, marking, sealing and writing them, up to the durable begin of
 *     the incremental backup
 * @param marksPerCpuSecond the same events over the processor time of all threads, the start of Java included: what they would be
 *     on a machine with one processor and nothing else to do
 * @param heapLimitBytes the heap that a life may take
 * @param heapPeakBytes the peaks of the heap's pools together, or the limit if that is less: garbage included, not less than the heap
 *     ever held
 * @param heapLiveBytes the most seen in use after a full collection, that is without garbage; 0 if there was none
 * @param residentPeakBytes the most memory that was resident, mapped files included; 0 where the system does not tell
 * @param residentMappedBytes the most of it that was seen to be pages of mapped files, looked at now and then; 0 likewise
 * @param memoryLimitBytes what the engine may own
 * @param memoryPeakBytes the most that it did own, by its own account
 * @param memoryBytesPerBlock the same over the blocks
 * @param diskBytes files of the engine at the end
 * @param diskPeakBytes the most seen, looked at now and then
 * @param diskBytesPerBlock those at the end over the blocks
 * @param baseBeginMillis until the window of the first backup was fixed, which holds nearly the whole log
 * @param beginMillis until the window of 1 % was fixed
 * @param readMillis until its blocks were read
 * @param commitMillis until it was committed
 * @param windowBlocks blocks in it
 * @param openMillis until the engine was open after the kill; the page cache is as the first life left it
 * @param firstAnswerMillis until it had answered a range query, opening included
 * @param replayFrom the first WAL offset that it wanted again, unsigned
 * @param lostMarks marks before the kill that were not durable
 * @param redelivered events delivered after the kill
 * @param redeliverySeconds how long that took
 * @param wholeBeginMillis after all that, until the window of a consumer was fixed who had the whole log before it
 * @param wholeReadSeconds until its blocks were read, slice by slice
 * @param wholeSlices how many slices that were
 * @param wholeBlocks blocks in it
 * @param segments at the end
 * @param seals segments sealed, in both lives
 * @param merges merges
 * @param spills times that a segment was moved out of the heap
 * @param fullRequired losses told
 * @param queries range queries by axis and share
 */
public record BillionFigures(
        long differences,
        long answers,
        long blocks,
        long events,
        boolean killed,
        double marksPerSecond,
        double marksPerCpuSecond,
        long heapLimitBytes,
        long heapPeakBytes,
        long heapLiveBytes,
        long residentPeakBytes,
        long residentMappedBytes,
        long memoryLimitBytes,
        long memoryPeakBytes,
        double memoryBytesPerBlock,
        long diskBytes,
        long diskPeakBytes,
        double diskBytesPerBlock,
        double baseBeginMillis,
        double beginMillis,
        double readMillis,
        double commitMillis,
        long windowBlocks,
        double openMillis,
        double firstAnswerMillis,

        @JsonSerialize(using = UnsignedLong.Serializer.class) @JsonDeserialize(using = UnsignedLong.Deserializer.class)
        Long replayFrom,

        long lostMarks,
        long redelivered,
        double redeliverySeconds,
        double wholeBeginMillis,
        double wholeReadSeconds,
        long wholeSlices,
        long wholeBlocks,
        long segments,
        long seals,
        long merges,
        long spills,
        long fullRequired,
        List<Queries> queries) {
    /**
     * Range queries of one kind.
     *
     * @param when in which life
     * @param axis {@code WAL} or {@code TIME}
     * @param share of the log that each is about, from 0 to 1
     * @param asked how many
     * @param blocksMax blocks in the largest answer
     * @param millisMedian until the engine had the answer
     * @param millisMax the slowest
     */
    public record Queries(
            String when, String axis, double share, int asked, long blocksMax, double millisMedian, double millisMax) {}
}
