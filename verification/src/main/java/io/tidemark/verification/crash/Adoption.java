package io.tidemark.verification.crash;

import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.LossReason;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds what an engine found on the disk to what the {@link Ledger} says may be there, and enters it (I3). */
final class Adoption {
    private final BitmapEngine engine;
    private final Ledger ledger;
    private final WindowChecks checks;

    Adoption(BitmapEngine engine, Ledger ledger, WindowChecks checks) {
        this.engine = engine;
        this.ledger = ledger;
        this.checks = checks;
    }

    /** A consumer as the engine has it. */
    private record Found(
            BackupCursor cursor, boolean hasBase, @Nullable BackupWindow window) {
        @Override
        public String toString() {
            return "cursor=" + cursor + ", hasBase=" + hasBase + ", window to="
                    + (window == null ? "none" : window.to());
        }
    }

    /** Each consumer is as it was, or as it was being made, and an open window has the content that it had. */
    void adopt() throws IOException {
        SortedMap<String, Found> found = new TreeMap<>();
        for (String name : engine.consumers()) {
            found.put(name, find(name));
        }
        List<SortedMap<String, ConsumerState>> candidates = ledger.possible().stream()
                .filter(possible -> isLike(possible, found))
                .toList();
        if (candidates.isEmpty()) {
            throw new ViolationException(
                    "consumers are neither old nor new: found=" + found + ", possible=" + ledger.possible());
        }
        adoptOne(candidates, found);
    }

    /* After errors there may be several windows of which nothing is known but where they may end: one of them it has to be. */
    private void adoptOne(List<SortedMap<String, ConsumerState>> candidates, SortedMap<String, Found> found) {
        for (int i = candidates.size() - 1; i >= 0; i--) {
            try {
                adopt(candidates.get(i), found);
                return;
            } catch (ViolationException e) {
                if (i == 0) {
                    throw e;
                }
            }
        }
    }

    private void adopt(SortedMap<String, ConsumerState> before, SortedMap<String, Found> found) {
        SortedMap<String, ConsumerState> adopted = new TreeMap<>();
        found.forEach((name, is) -> adopted.put(name, adopted(consumer(before, name), is)));
        ledger.adopt(adopted);
        found.forEach((name, is) -> checkWindow(name, consumer(before, name), is.window()));
    }

    private Found find(String name) throws IOException {
        boolean hasBase = engine.fullRequired(name).stream().noneMatch(loss -> loss.reason() == LossReason.NO_BASE);
        return new Found(engine.cursor(name), hasBase, engine.resume(name));
    }

    private boolean isLike(SortedMap<String, ConsumerState> possible, SortedMap<String, Found> found) {
        return possible.keySet().equals(found.keySet())
                && found.entrySet().stream()
                        .allMatch(entry -> isLike(consumer(possible, entry.getKey()), entry.getValue()));
    }

    private boolean isLike(ConsumerState state, Found found) {
        ConsumerState.OpenWindow open = state.window();
        boolean mayBeItsWindow = open == null
                || open.answer() != null
                || found.window() == null
                || ledger.isEnd(found.window().to(), open.end());
        return mayBeItsWindow && state.isLike(found.cursor(), found.hasBase(), found.window());
    }

    private static ConsumerState consumer(SortedMap<String, ConsumerState> consumers, String name) {
        return Objects.requireNonNull(consumers.get(name));
    }

    private static ConsumerState adopted(ConsumerState before, Found found) {
        ConsumerState state = before.at(found.cursor());
        ConsumerState.OpenWindow open = before.window();
        return open == null ? state : state.withWindow(open.end(), answer(found.window()));
    }

    private static @Nullable WindowAnswer answer(@Nullable BackupWindow window) {
        return window == null ? null : new WindowAnswer(window, null);
    }

    private void checkWindow(String name, ConsumerState before, @Nullable BackupWindow found) {
        if (found == null) {
            return;
        }
        WindowAnswer now = checks.window(name, found);
        WindowAnswer answer = before.answer();
        if (answer != null) {
            checks.same(name, answer, now);
        }
    }
}
