package io.tidemark.verification.properties;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.event.BlockEvent;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws of composition can fail: each slip in a formula breaks one of them on some short history of one block. */
class BrokenCompositionsTest {
    private static final int LENGTH_MAX = 4;

    /** The right formulas with one slip each. */
    private enum Slip implements BinaryOperator<WindowParts> {
        TOUCHED_FORGETS_THE_EARLIER {
            @Override
            WindowParts slip(WindowParts right, WindowParts a, WindowParts b) {
                return new WindowParts(
                        b.touched(), right.created(), right.deleted(), right.unflushed(), right.flushed());
            }
        },
        CREATED_FORGETS_THAT_THE_EARLIER_TOUCHED {
            @Override
            WindowParts slip(WindowParts right, WindowParts a, WindowParts b) {
                return withCreated(right, a.created().or(b.created()));
            }
        },
        CREATED_FORGETS_THE_LATER {
            @Override
            WindowParts slip(WindowParts right, WindowParts a, WindowParts b) {
                return withCreated(right, a.created());
            }
        },
        DELETED_FORGETS_THAT_THE_LATER_TOUCHED {
            @Override
            WindowParts slip(WindowParts right, WindowParts a, WindowParts b) {
                return withDeleted(right, b.deleted().or(a.deleted()));
            }
        },
        DELETED_FORGETS_THE_EARLIER {
            @Override
            WindowParts slip(WindowParts right, WindowParts a, WindowParts b) {
                return withDeleted(right, b.deleted());
            }
        },
        UNFLUSHED_FORGETS_THAT_THE_LATER_FLUSHED {
            @Override
            WindowParts slip(WindowParts right, WindowParts a, WindowParts b) {
                return withUnflushed(right, b, a.unflushed().andNot(b.touched()));
            }
        },
        UNFLUSHED_FORGETS_THAT_THE_LATER_TOUCHED {
            @Override
            WindowParts slip(WindowParts right, WindowParts a, WindowParts b) {
                return withUnflushed(right, b, a.unflushed().andNot(b.flushed()));
            }
        },
        UNFLUSHED_FORGETS_THE_EARLIER {
            @Override
            WindowParts slip(WindowParts right, WindowParts a, WindowParts b) {
                return withUnflushed(right, b, BlockSet.EMPTY);
            }
        },
        FLUSHED_KEEPS_TOUCHED_BLOCKS_ONLY {
            @Override
            WindowParts slip(WindowParts right, WindowParts a, WindowParts b) {
                return withFlushed(right, right.flushed().and(right.touched()));
            }
        },
        FLUSHED_FORGETS_THE_EARLIER {
            @Override
            WindowParts slip(WindowParts right, WindowParts a, WindowParts b) {
                return withFlushed(right, b.flushed());
            }
        };

        abstract WindowParts slip(WindowParts right, WindowParts a, WindowParts b);

        @Override
        public WindowParts apply(WindowParts earlier, WindowParts later) {
            return slip(earlier.then(later), earlier, later);
        }
    }

    @ParameterizedTest
    @EnumSource
    void slipIsCaughtByASplit(Slip slip) {
        assertThat(isCaught(slip)).isTrue();
    }

    @Test
    void swappedWindowsAreCaughtByASplit() {
        assertThat(isCaught((earlier, later) -> later.then(earlier))).isTrue();
    }

    @Test
    void formulasWithoutASlipAreNotCaught() {
        assertThat(isCaught(WindowParts::then)).isFalse();
    }

    private static boolean isCaught(BinaryOperator<WindowParts> composition) {
        CompositionLaws laws = new CompositionLaws(composition);
        return CompositionLaws.histories(LENGTH_MAX).stream().anyMatch(history -> breaks(laws, history));
    }

    private static boolean breaks(CompositionLaws laws, List<BlockEvent> history) {
        try {
            laws.splits(history);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    private static WindowParts withCreated(WindowParts right, BlockSet created) {
        return new WindowParts(right.touched(), created, right.deleted(), right.unflushed(), right.flushed());
    }

    private static WindowParts withDeleted(WindowParts right, BlockSet deleted) {
        return new WindowParts(right.touched(), right.created(), deleted, right.unflushed(), right.flushed());
    }

    private static WindowParts withUnflushed(WindowParts right, WindowParts later, BlockSet ofEarlier) {
        return new WindowParts(
                right.touched(),
                right.created(),
                right.deleted(),
                later.unflushed().or(ofEarlier),
                right.flushed());
    }

    private static WindowParts withFlushed(WindowParts right, BlockSet flushed) {
        return new WindowParts(right.touched(), right.created(), right.deleted(), right.unflushed(), flushed);
    }
}
