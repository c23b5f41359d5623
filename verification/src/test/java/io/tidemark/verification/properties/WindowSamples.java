package io.tidemark.verification.properties;

import static io.tidemark.verification.properties.BlockSetSamples.direct;
import static io.tidemark.verification.properties.BlockSetSamples.serialized;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.bitmap.WindowPart;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Generators of windows one after another, whose containers are of every kind and meet in every way. */
final class WindowSamples extends DomainContextBase {
    /** Which kinds of events a window has; the codes are those of {@code EventKind}. */
    private static final List<byte[]> KINDS = List.of(
            new byte[] {0}, new byte[] {1}, new byte[] {2}, new byte[] {3}, new byte[] {1, 2}, new byte[] {0, 1, 2, 3});

    @Provide
    Arbitrary<Windows> windows() {
        return window().list().ofMaxSize(5).map(Windows::new);
    }

    private Arbitrary<ChangeSet> window() {
        return Combinators.combine(
                        new BlockSetSamples().samples(),
                        Arbitraries.of(KINDS),
                        Arbitraries.longs(),
                        Arbitraries.of(true, false))
                .as((sample, kinds, seed, mapped) -> {
                    ChangeSet window = window(sample.set().toArray(), kinds, new SplittableRandom(seed));
                    return mapped ? mapped(window) : window;
                });
    }

    private static ChangeSet window(long[] blocks, byte[] kinds, SplittableRandom random) {
        ChangeSet.Builder builder = ChangeSet.builder();
        for (int pass = random.nextInt(2); pass >= 0; pass--) {
            byte[] column = new byte[blocks.length];
            for (int i = 0; i < column.length; i++) {
                column[i] = kinds[random.nextInt(kinds.length)];
            }
            builder.addAll(blocks, column, blocks.length);
        }
        return builder.build();
    }

    private static ChangeSet mapped(ChangeSet window) {
        try {
            List<BlockSet> parts = new ArrayList<>();
            for (WindowPart part : WindowPart.values()) {
                parts.add(BlockSet.map(direct(serialized(part.of(window)))));
            }
            return ChangeSet.from(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4));
        } catch (CorruptDataException e) {
            throw new AssertionError("a set that was written is refused", e);
        }
    }

    /** Windows in their order. */
    record Windows(List<ChangeSet> list) {
        /** Their composition by the formulas on whole sets. */
        WindowParts composed() {
            WindowParts composed = WindowParts.EMPTY;
            for (ChangeSet window : list) {
                composed = composed.then(WindowParts.of(window));
            }
            return composed;
        }

        @Override
        public String toString() {
            return list.toString();
        }
    }
}
