package io.tidemark.verification.properties;

import static io.tidemark.verification.properties.BlockSetSamples.serialized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.ComposedWindow;
import io.tidemark.bitmap.WindowPart;
import io.tidemark.verification.properties.WindowSamples.Windows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** A composition that is never held as a whole is the same as one that is, in slices and in serialized bytes. */
@AddLifecycleHook(Depth.class)
@Domain(WindowSamples.class)
@Domain(DomainContext.Global.class)
class ComposedWindowProperties {
    /** The most that one piece may take: a header of 65,536 containers, at 8 bytes each and a run flag. */
    private static final int PIECE_BYTES_MAX = 65_536 * 8 + 65_536 / 8 + 4;

    @Property(tries = 60)
    void wholeIsWhatTheFormulasSay(@ForAll Windows windows) {
        ChangeSet whole = new ComposedWindow(windows.list()).toChangeSet();
        assertThat(WindowParts.of(whole)).isEqualTo(windows.composed());
        for (WindowPart part : WindowPart.values()) {
            assertThat(serialized(part.of(whole))).isEqualTo(canonical(part.of(whole)));
        }
    }

    @Property(tries = 60)
    void windowsOneAfterAnotherComposeToTheWhole(@ForAll Windows windows) {
        ChangeSet chain = ChangeSet.EMPTY;
        for (ChangeSet window : windows.list()) {
            chain = chain.then(window);
        }
        assertThat(new ComposedWindow(windows.list()).toChangeSet()).isEqualTo(chain);
    }

    @Property(tries = 60)
    void slicesAreTheWholeInPieces(@ForAll Windows windows, @ForAll @LongRange(min = 1, max = 200_000) long blocks) {
        new SliceLaws(windows.composed(), blocks).hold(slices(new ComposedWindow(windows.list()), blocks));
    }

    @Property(tries = 60)
    void partsAreWrittenAsTheWholeIs(@ForAll Windows windows) throws IOException {
        ComposedWindow composed = new ComposedWindow(windows.list());
        ChangeSet whole = composed.toChangeSet();
        for (WindowPart part : WindowPart.values()) {
            assertThat(written(composed, part)).isEqualTo(serialized(part.of(whole)));
        }
    }

    @Property(tries = 60)
    void restrictedWindowHasTheBlocksBetween(@ForAll Windows windows, @ForAll long first, @ForAll long last) {
        ChangeSet whole = new ComposedWindow(windows.list()).toChangeSet();
        ChangeSet restricted = whole.between(first, last);
        for (WindowPart part : WindowPart.values()) {
            assertThat(part.of(restricted)).isEqualTo(part.of(whole).between(first, last));
            assertThat(serialized(part.of(restricted))).isEqualTo(canonical(part.of(restricted)));
        }
    }

    @Example
    void thousandMillionBlocksComeInSmallSlices() throws IOException {
        long blocks = 1_000_000_000;
        ChangeSet dense = ofUpdates(0, blocks - 1);
        ChangeSet again = ofUpdates(500_000_000, blocks + 499_999_999);
        ComposedWindow composed = new ComposedWindow(List.of(dense, again));
        long touched = 0;
        Iterator<ChangeSet> slices = slices(composed, 65_536);
        while (slices.hasNext()) {
            ChangeSet slice = slices.next();
            assertThat(slice.memoryBytes()).isLessThan(20_000);
            touched += slice.touched().cardinality();
        }
        assertThat(touched).isEqualTo(blocks + 500_000_000);
        composed.serialize(
                WindowPart.TOUCHED, piece -> assertThat(piece.remaining()).isLessThanOrEqualTo(PIECE_BYTES_MAX));
    }

    @Example
    void sliceOfNoBlockIsRefused() {
        assertThatThrownBy(() -> new ComposedWindow(List.of()).slice(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blocks=0");
        assertThatThrownBy(() -> new ComposedWindow(List.of()).slice(1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first=1");
    }

    private static Iterator<ChangeSet> slices(ComposedWindow composed, long blocks) {
        List<ChangeSet> slices = new ArrayList<>();
        long first = 0;
        do {
            ChangeSet slice = composed.slice(first, blocks);
            if (slice.isEmpty()) {
                break;
            }
            slices.add(slice);
            first = (slice.touched().or(slice.flushed()).last() | 0xFFFF) + 1;
        } while (first != 0);
        return slices.iterator();
    }

    /** The laws of slices can fail: a slice left out, swapped, cut off or given twice is found. */
    @Example
    void brokenSlicesAreCaught() {
        ComposedWindow composed = new ComposedWindow(List.of(ofUpdates(0, 400_000), ofUpdates(300_000, 700_000)));
        SliceLaws laws = new SliceLaws(WindowParts.of(composed.toChangeSet()), 65_536);
        List<ChangeSet> slices = new ArrayList<>();
        slices(composed, 65_536).forEachRemaining(slices::add);
        laws.hold(slices.iterator());
        assertBroken(laws, slices.subList(0, slices.size() - 1));
        assertBroken(laws, slices.subList(1, slices.size()));
        List<ChangeSet> swapped = new ArrayList<>(slices);
        Collections.swap(swapped, 1, 2);
        assertBroken(laws, swapped);
        List<ChangeSet> twice = new ArrayList<>(slices);
        twice.add(1, slices.get(0));
        assertBroken(laws, twice);
        assertBroken(laws, List.of(composed.toChangeSet()));
    }

    private static void assertBroken(SliceLaws laws, List<ChangeSet> slices) {
        assertThatThrownBy(() -> laws.hold(slices.iterator())).isInstanceOf(AssertionError.class);
    }

    private static ChangeSet ofUpdates(long first, long last) {
        BlockSet blocks = BlockSet.builder().addRange(first, last).build();
        return CompositionLaws.changeSet(
                new WindowParts(blocks, BlockSet.EMPTY, BlockSet.EMPTY, blocks, BlockSet.EMPTY));
    }

    private static ByteBuffer written(ComposedWindow composed, WindowPart part) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        composed.serialize(part, piece -> {
            assertThat(piece.remaining()).isLessThanOrEqualTo(PIECE_BYTES_MAX);
            byte[] copy = new byte[piece.remaining()];
            piece.get(copy);
            bytes.writeBytes(copy);
        });
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** The bytes of the same blocks added one by one. */
    private static ByteBuffer canonical(BlockSet set) {
        BlockSet.Builder builder = BlockSet.builder();
        set.forEach(builder::add);
        return serialized(builder.build());
    }
}
