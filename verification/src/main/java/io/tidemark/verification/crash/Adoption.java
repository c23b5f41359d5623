package io.tidemark.verification.crash;

import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.LossReason;
import java.io.IOException;
import java.util.Map;
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
        TreeMap<String, Found> found = new TreeMap<>();
        for (String name : engine.consumers()) {
            found.put(name, find(name));
        }
        SortedMap<String, ConsumerState> before = ledger.possible().stream()
                .filter(possible -> isLike(possible, found))
                .findFirst()
                .orElseThrow(() -> new ViolationException(
                        "consumers are neither old nor new: found=" + found + ", possible=" + ledger.possible()));
        TreeMap<String, ConsumerState> adopted = new TreeMap<>();
        found.forEach((name, is) -> adopted.put(name, adopted(before.get(name), is)));
        ledger.adopt(adopted);
        for (Map.Entry<String, Found> entry : found.entrySet()) {
            String name = entry.getKey();
            checkWindow(name, before.get(name), entry.getValue().window());
        }
    }

    private Found find(String name) throws IOException {
        boolean hasBase =
                engine.fullRequired(name).stream().noneMatch(loss -> loss.reason() == LossReason.NO_BASE);
        return new Found(engine.cursor(name), hasBase, engine.resume(name));
    }

    private static boolean isLike(SortedMap<String, ConsumerState> possible, Map<String, Found> found) {
        return possible.keySet().equals(found.keySet())
                && found.entrySet().stream().allMatch(entry -> {
                    Found is = entry.getValue();
                    return possible.get(entry.getKey()).isLike(is.cursor(), is.hasBase(), is.window());
                });
    }

    private static ConsumerState adopted(ConsumerState before, Found found) {
        ConsumerState state = before.at(found.cursor());
        ConsumerState.OpenWindow open = before.window();
        return open == null ? state : state.withWindow(open.end(), found.window());
    }

    private void checkWindow(String name, ConsumerState before, @Nullable BackupWindow found) {
        if (found == null) {
            return;
        }
        checks.window(name, found);
        BackupWindow answer = before.answer();
        if (answer != null) {
            checks.same(name, answer, found);
        }
    }
}
