package io.tidemark.verification.crash;

import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import java.io.IOException;
import java.util.Objects;

/**
 * The backups that read windows. What an engine is asked to save goes into the ledger before, as what the disk may have from
 * then on, and after, as what it has.
 */
final class Consumers {
    private final Ledger ledger;
    private final BitmapEngine engine;
    private final WindowChecks checks;

    Consumers(Ledger ledger, BitmapEngine engine, WindowChecks checks) {
        this.ledger = ledger;
        this.engine = engine;
        this.checks = checks;
    }

    void addFromStart(String name) throws IOException {
        if (!ledger.knows(name)) {
            ConsumerState state = new ConsumerState(BackupCursor.origin(engine.identity()), 0, true, null);
            ledger.mayBecome(name, state);
            engine.addConsumerFromStart(name);
            ledger.became(name, state);
        }
    }

    void add(String name) throws IOException {
        if (!ledger.knows(name)) {
            int now = ledger.arrivals().size();
            ConsumerState state = new ConsumerState(null, now, false, null);
            ledger.mayBecome(name, state);
            engine.addConsumer(name);
            ledger.became(name, state.at(engine.cursor(name)));
        }
    }

    void remove(String name) throws IOException {
        if (ledger.knows(name)) {
            ledger.mayBecome(name, null);
            engine.removeConsumer(name);
            ledger.became(name, null);
        }
    }

    void begin(String name) throws IOException {
        if (ledger.knows(name)) {
            ConsumerState state = ledger.consumer(name);
            int end = ledger.arrivals().size();
            ledger.mayBecome(name, state.withWindow(end, null));
            BackupWindow window = begun(name, state.withWindow(end, null));
            ledger.became(name, state.withWindow(end, new WindowAnswer(window, null)));
            ledger.became(name, state.withWindow(end, checks.window(name, window)));
        }
    }

    /* A window may have been begun and saved when its segments cannot be read. */
    private BackupWindow begun(String name, ConsumerState state) throws IOException {
        try {
            return engine.begin(name);
        } catch (IOException e) {
            ledger.isUncertain(name, state);
            throw e;
        }
    }

    void commit(String name) throws IOException {
        if (hasWindow(name)) {
            ConsumerState state = ledger.consumer(name);
            ledger.mayBecome(name, state.committed());
            change(name, engine::commit);
            ledger.became(name, state.committed());
        }
    }

    void abort(String name) throws IOException {
        if (hasWindow(name)) {
            ConsumerState state = ledger.consumer(name);
            ledger.mayBecome(name, state.withoutWindow());
            change(name, engine::abort);
            ledger.became(name, state.withoutWindow());
        }
    }

    private interface Change {
        void make(BackupWindow window) throws IOException;
    }

    /* What could not be saved is not so in memory either. */
    private void change(String name, Change change) throws IOException {
        ConsumerState state = ledger.consumer(name);
        try {
            change.make(Objects.requireNonNull(state.answer()).window());
        } catch (IOException e) {
            if (!engine.cursor(name).equals(state.cursor())) {
                throw new ViolationException("the cursor has moved although that could not be saved: consumer=" + name
                        + ", before=" + state.cursor() + ", after=" + engine.cursor(name));
            }
            throw e;
        }
    }

    void resume(String name) throws IOException {
        if (!ledger.knows(name) || !ledger.isCertain(name)) {
            return;
        }
        BackupWindow found = engine.resume(name);
        if ((found == null) == hasWindow(name)) {
            throw new ViolationException("expected an open window=" + hasWindow(name) + ": consumer=" + name);
        }
        if (found != null) {
            checks.same(name, Objects.requireNonNull(ledger.consumer(name).answer()), checks.window(name, found));
        }
    }

    private boolean hasWindow(String name) {
        return ledger.knows(name)
                && ledger.isCertain(name)
                && ledger.consumer(name).window() != null;
    }
}
