package io.tidemark.verification.crash;

import io.tidemark.engine.BackupCursor;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The oracle: what host and consumers know, kept outside of the disk that fails. */
final class Ledger {
    private final HostLog log;
    private final Arrivals arrivals;

    /** As the running engine may have it: the first is as far as is known. More than one only after an error. */
    private List<SortedMap<String, ConsumerState>> running;

    /** As the disk may have it: what was saved last, and what was being saved since. */
    private List<SortedMap<String, ConsumerState>> possible;

    Ledger() {
        this(new HostLog(), new Arrivals(), List.of(new TreeMap<>()), List.of(new TreeMap<>()));
    }

    private Ledger(
            HostLog log,
            Arrivals arrivals,
            List<SortedMap<String, ConsumerState>> running,
            List<SortedMap<String, ConsumerState>> possible) {
        this.log = log;
        this.arrivals = arrivals;
        this.running = running;
        this.possible = possible;
    }

    /** A ledger that goes its own way from here on. */
    Ledger copy() {
        return new Ledger(log.copy(), arrivals.copy(), running, possible);
    }

    HostLog log() {
        return log;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** Every consumer, by name, as far as is known. */
    SortedMap<String, ConsumerState> consumers() {
        return running.get(0);
    }

    boolean knows(String consumer) {
        return consumers().containsKey(consumer);
    }

    ConsumerState consumer(String name) {
        return Objects.requireNonNull(consumers().get(name));
    }

    /** Whether a consumer is known to be as {@link #consumer} says, and not perhaps as it was being made when an error came. */
    boolean isCertain(String name) {
        return running.stream().map(consumers -> consumers.get(name)).distinct().count() == 1;
    }

    /** Whether a cursor names the highest offset and the highest timestamp that had arrived by a point of the arrivals. */
    boolean isEnd(BackupCursor cursor, int point) {
        BitSet arrived = arrivals.events(0, point);
        long wal = arrived.stream()
                .mapToLong(index -> log.event(index).walOffset())
                .reduce(0, (a, b) -> Long.compareUnsigned(a, b) < 0 ? b : a);
        long time = arrived.stream()
                .mapToLong(index -> log.event(index).timestampNanos())
                .reduce(Long.MIN_VALUE, Math::max);
        return cursor.walOffset() == wal && cursor.timestampNanos() == time;
    }

    /** What may be on the disk. */
    List<SortedMap<String, ConsumerState>> possible() {
        return possible;
    }

    /** The engine is asked to save this, {@code null} for a consumer that goes: from now on the disk may have it. */
    void mayBecome(String consumer, @Nullable ConsumerState state) {
        possible = join(possible, with(consumer, state));
    }

    /** The engine answered with an error, and may have done it nevertheless. */
    void isUncertain(String consumer, ConsumerState state) {
        running = join(running, with(consumer, state));
    }

    /** The engine said that it has saved this: the disk has nothing else any more. */
    void became(String consumer, @Nullable ConsumerState state) {
        running = with(consumer, state);
        possible = running;
    }

    /** The engine said that it has saved everything: the disk has nothing else any more. */
    void saved() {
        possible = running;
    }

    /** This is what an engine found on the disk. */
    void adopt(SortedMap<String, ConsumerState> found) {
        running = List.of(found);
        possible = running;
    }

    private List<SortedMap<String, ConsumerState>> with(String consumer, @Nullable ConsumerState state) {
        return running.stream()
                .map(consumers -> {
                    SortedMap<String, ConsumerState> changed = new TreeMap<>(consumers);
                    if (state == null) {
                        changed.remove(consumer);
                    } else {
                        changed.put(consumer, state);
                    }
                    return changed;
                })
                .distinct()
                .toList();
    }

    private static List<SortedMap<String, ConsumerState>> join(
            List<SortedMap<String, ConsumerState>> before, List<SortedMap<String, ConsumerState>> more) {
        return Stream.concat(before.stream(), more.stream()).distinct().toList();
    }
}
