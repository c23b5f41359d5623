package io.tidemark.verification.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The oracle: what host and consumers know, kept outside of the disk that fails. */
final class Ledger {
    private final HostLog log;
    private final Arrivals arrivals;

    /** As the running engine must have it. */
    private SortedMap<String, ConsumerState> consumers;

    /** As the disk may have it: what was saved last, and what was being saved since. */
    private List<SortedMap<String, ConsumerState>> possible;

    Ledger() {
        this(new HostLog(), new Arrivals(), new TreeMap<>(), List.of(new TreeMap<>()));
    }

    private Ledger(
            HostLog log,
            Arrivals arrivals,
            SortedMap<String, ConsumerState> consumers,
            List<SortedMap<String, ConsumerState>> possible) {
        this.log = log;
        this.arrivals = arrivals;
        this.consumers = consumers;
        this.possible = possible;
    }

    /** A ledger that goes its own way from here on. */
    Ledger copy() {
        return new Ledger(log.copy(), arrivals.copy(), consumers, possible);
    }

    HostLog log() {
        return log;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    SortedMap<String, ConsumerState> consumers() {
        return consumers;
    }

    boolean knows(String consumer) {
        return consumers.containsKey(consumer);
    }

    ConsumerState consumer(String name) {
        return Objects.requireNonNull(consumers.get(name));
    }

    List<SortedMap<String, ConsumerState>> possible() {
        return possible;
    }

    /** The engine is asked to save this: from now on the disk may have it. */
    void mayBecome(String consumer, ConsumerState state) {
        List<SortedMap<String, ConsumerState>> more = new ArrayList<>(possible);
        more.add(with(consumer, state));
        possible = more;
    }

    /** The engine said that it has saved this: the disk has nothing else any more. */
    void became(String consumer, ConsumerState state) {
        adopt(with(consumer, state));
    }

    /** This is what an engine found on the disk. */
    void adopt(SortedMap<String, ConsumerState> found) {
        consumers = found;
        possible = List.of(found);
    }

    private SortedMap<String, ConsumerState> with(String consumer, ConsumerState state) {
        TreeMap<String, ConsumerState> changed = new TreeMap<>(consumers);
        changed.put(consumer, state);
        return changed;
    }
}
