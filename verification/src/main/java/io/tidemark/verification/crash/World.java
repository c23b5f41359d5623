package io.tidemark.verification.crash;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.FullRequired;
import io.tidemark.engine.LossReason;
import io.tidemark.simulator.DrawnEntropy;
import io.tidemark.simulator.VirtualClock;
import io.tidemark.simulator.storage.CrashStorage;
import io.tidemark.simulator.storage.FaultKind;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Entropy;
import io.tidemark.workloads.ChoiceSource;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One life of an engine, from its opening to its end or a crash, with the host around it and the ledger beside it. */
final class World {
    private final Setup setup;
    private final Scenario scenario;
    private final CrashStorage disk;
    private final Ledger ledger;
    private final VirtualClock clock = new VirtualClock();
    private final Set<String> mayLose = new TreeSet<>();
    private CallerDispatcher dispatcher = Dispatcher.caller();
    private @Nullable BitmapEngine engine;
    private Host host;
    private boolean isPartGone;
    private int nextStep;

    /** A world before its first step, on an empty disk. */
    World(Setup setup, Scenario scenario, CrashStorage disk) {
        this(setup, scenario, disk, new Ledger());
    }

    private World(Setup setup, Scenario scenario, CrashStorage disk, Ledger ledger) {
        this.setup = setup;
        this.scenario = scenario;
        this.disk = disk;
        this.ledger = ledger;
        this.host = new Host(scenario, ledger, clock, 0);
    }

    /** The world that finds what the crash of this one left; this one stays as it is. */
    World restarted(ChoiceSource outcome) {
        World next = new World(setup, scenario, disk.afterCrash(outcome), ledger.copy());
        next.clock.advance(clock.elapsedNanos());
        next.nextStep = nextStep;
        next.mayLose.addAll(mayLose);
        return next;
    }

    // ---- its parts

    CrashStorage disk() {
        return disk;
    }

    BitmapEngine engine() {
        return Objects.requireNonNull(engine);
    }

    Ledger ledger() {
        return ledger;
    }

    Host host() {
        return host;
    }

    Consumers consumers() {
        return new Consumers(ledger, engine(), checks().windows());
    }

    Checks checks() {
        long expiredBefore = clock.epochNanos() - Setup.RETENTION_NANOS;
        return new Checks(
                engine(),
                ledger,
                new WindowChecks(engine(), ledger, mayLose::contains, isPartGone),
                new RangeChecks(engine(), ledger, expiredBefore, isPartGone || !mayLose.isEmpty()));
    }

    // ---- its life

    /** Opens the engine on an empty disk, and runs the scenario up to a number of operations, unless it crashes before. */
    void begin(long operations) {
        guarded(this::openAgain);
        while (mayGoOnTo(scenario.steps().size()) && disk.operations().size() < operations) {
            step();
        }
    }

    private boolean mayGoOnTo(int endStep) {
        return nextStep < endStep && !disk.isCrashed();
    }

    /**
     * Opens the engine on what a crash left, delivers again, and holds it to the ledger; then goes on with the scenario for
     * some steps, and to a good end. All that unless it crashes.
     */
    void recover(int steps) {
        guarded(this::openAgain);
        goOn(steps);
    }

    /** Holds the engine to the ledger, goes on with the scenario for some steps, and to a good end, unless it crashes. */
    private void goOn(int steps) {
        guarded(() -> checks().everything());
        int end = Math.min(nextStep + steps, scenario.steps().size());
        while (mayGoOnTo(end)) {
            step();
        }
        end();
    }

    private void step() {
        Step step = scenario.steps().get(nextStep++);
        guarded(() -> {
            step.run(this);
            checks().memory();
        });
    }

    private interface Action {
        void run() throws IOException;
    }

    /* What a process sees of its disk after the crash is nobody's business any more. */
    private void guarded(Action action) {
        if (disk.isCrashed()) {
            return;
        }
        try {
            action.run();
        } catch (IOException e) {
            if (!disk.isCrashed() && !mayFail()) {
                throw new ViolationException("an error that the disk did not cause: " + e);
            }
        } catch (RuntimeException e) {
            if (!disk.isCrashed()) {
                throw e;
            }
        }
    }

    private boolean mayFail() {
        return disk.faults().all().entrySet().stream()
                .anyMatch(entry -> entry.getKey().isFailure() && entry.getValue() > 0);
    }

    /** Brings it to a good end, unless it has crashed. */
    void end() {
        guarded(this::finish);
    }

    /* Every consumer takes a window and commits it; then nothing is pending, and a clean close forgets nothing. */
    private void finish() throws IOException {
        for (String name : List.copyOf(ledger.consumers().keySet())) {
            consumers().begin(name);
            consumers().commit(name);
            checks().nothingPending(name);
        }
        reopen();
        checks().everything();
        engine().close();
    }

    /** What has arrived is durable after it, and need not be delivered again as far as the host has said so. */
    void checkpoint() throws IOException {
        engine().checkpoint();
        ledger.saved();
        checks().replayIsBounded(host.settledBelow());
    }

    void maintain() {
        dispatcher.step();
    }

    // ---- opening

    private void open() throws IOException {
        dispatcher = Dispatcher.caller();
        Entropy entropy = new DrawnEntropy(ChoiceSource.seeded(disk.operations().size()));
        engine = BitmapEngine.open(Setup.CONFIG, setup.storage().apply(disk), clock, dispatcher, entropy);
        host.meet();
    }

    /** Hands over what waits, closes the engine and opens it again: then nothing is to be delivered again. */
    void reopen() throws IOException {
        host.deliverAll(engine());
        host.acknowledge(engine());
        if (!isClosedWell()) {
            openAgain();
        } else if (openAgain() > 0) {
            throw new ViolationException("a clean close leaves something to be delivered again");
        }
    }

    /* What an engine cannot save when it is closed is as after a crash. */
    private boolean isClosedWell() throws IOException {
        try {
            engine().close();
            return true;
        } catch (IOException e) {
            if (disk.isCrashed() || !mayFail()) {
                throw e;
            }
            return false;
        }
    }

    /*
     * Opens the engine on what is there, and delivers again what it asks for; answers how many events that were. A disk that
     * fails may keep a process from that. It ends, and on a disk that does not fail any more the next one may not.
     */
    private long openAgain() throws IOException {
        try {
            return openAndDeliver();
        } catch (IOException e) {
            if (disk.isCrashed() || !mayFail()) {
                throw e;
            }
            disk.heal();
            disk.close();
            return openOnWellDisk();
        }
    }

    private long openOnWellDisk() throws IOException {
        try {
            return openAndDeliver();
        } catch (IOException e) {
            if (disk.isCrashed()) {
                throw e;
            }
            throw new ViolationException("does not open on a disk that fails no more: " + e);
        }
    }

    private long openAndDeliver() throws IOException {
        openAndAdopt();
        enterGap();
        long delivered = setup.redelivery().deliver(engine(), host);
        int waiting = ledger.log().firstWaiting();
        if (waiting >= 0 && !isPartGone) {
            throw new ViolationException("an event is not asked for that was never handed over: "
                    + ledger.log().event(waiting) + ", replayFrom=" + Long.toUnsignedString(engine().replayFrom()));
        }
        return delivered;
    }

    private void openAndAdopt() throws IOException {
        open();
        new Adoption(engine(), ledger, checks().windows()).adopt();
        for (String name : Scenario.BASED) {
            consumers().addFromStart(name);
        }
    }

    /* What the engine asks for and the log no longer has is lost, to every consumer; nor is it handed over later. */
    private void enterGap() {
        long first = host.firstWalOffset();
        if (Long.compareUnsigned(engine().replayFrom(), first) < 0) {
            FullRequired gap = new FullRequired(LossReason.WAL_GAP, engine().replayFrom(), first - 1, "not in the log");
            ledger.arrivals().addLoss(gap, -1);
            ledger.log().takeOutBelow(first);
            isPartGone = true;
        }
    }

    // ---- what befalls it

    /**
     * From an operation on the disk fails. What cannot be written stays in memory, of which there is enough; but what cannot be read
     * may become a loss of every consumer.
     */
    void failFrom(long operation, FaultKind kind, long times) {
        disk.failFrom(operation, kind, times);
        if (kind == FaultKind.FAILED_READ) {
            mayLose.addAll(Scenario.BASED);
            mayLose.add(Scenario.LATECOMER);
        }
    }

    /** From here on the disk is well: what is in memory can be made durable. */
    void heal() {
        disk.heal();
        guarded(() -> {
            checks().everything();
            checkpoint();
        });
    }

    /** The host's log begins later from here on: at an event that is drawn, or behind all of them. */
    void cutLog(ChoiceSource choices) {
        HostLog log = ledger.log();
        int first = choices.below(log.size() + 1);
        long firstWal = first < log.size()
                ? log.event(first).walOffset()
                : log.size() == 0 ? 0 : log.event(log.size() - 1).walOffset() + 1;
        host = new Host(scenario, ledger, clock, firstWal);
    }

    /** A process that opens the engine, delivers a part of what is to be delivered again, and closes it in good order. */
    void abandon(ChoiceSource choices) {
        guarded(() -> {
            openAndAdopt();
            host.replay(engine().replayFrom(), choices.below(20), engine());
            engine().close();
        });
    }

    /** The engine is closed; a file is damaged while the disk lies still; and the engine is opened again, and goes on. */
    void damage(ChoiceSource choices, int steps) throws IOException {
        host.deliverAll(engine());
        host.acknowledge(engine());
        engine().close();
        Damage damage = Damage.of(disk, choices);
        isPartGone = true;
        mayLose.addAll(damage.needers(ledger));
        try {
            openAgain();
        } catch (IOException e) {
            if (damage.mayKeepClosed()) {
                return;
            }
            throw new ViolationException("does not open with " + damage + ": " + e);
        }
        goOn(steps);
    }
}
