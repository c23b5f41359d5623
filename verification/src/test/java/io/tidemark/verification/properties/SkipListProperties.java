package io.tidemark.verification.properties;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.index.KeyOrder;
import io.tidemark.index.SkipListIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.jspecify.annotations.Nullable;

/** The skip list answers as a {@code TreeSet} of pairs does, whatever came, went and was asked before. Not verified here: threads. */
@AddLifecycleHook(Depth.class)
class SkipListProperties {
    private static final long ABSENT = 123_456_789;

    /** A pair, in an index and in its model. */
    record Pair(long key, long value) {
        Pair plus(int distance) {
            return new Pair(key + distance, value + distance);
        }
    }

    /** One thing done to the index and the model alike. Runs are long enough to fill and to empty whole nodes. */
    sealed interface Step {
        record Insert(Pair pair) implements Step {}

        record Remove(Pair pair) implements Step {}

        record InsertRun(Pair first, int count, int stride) implements Step {}

        record RemoveRun(Pair first, int count, int stride) implements Step {}

        record RemoveFrom(long key, int count) implements Step {}

        record Clear() implements Step {}

        record AskKey(long key) implements Step {}

        record AskRange(long from, long to) implements Step {}
    }

    @Property(tries = 300)
    void indexAnswersAsATreeSet(@ForAll("steps") List<Step> steps, @ForAll KeyOrder order, @ForAll long seed) {
        new World(index(order, seed), order, World.INSERT).run(steps);
    }

    @Example
    void keysThatCompareTheWrongWayAreFoundOut() {
        assertThat(failures(() -> new World(index(KeyOrder.SIGNED, 1), KeyOrder.UNSIGNED, World.INSERT)))
                .isPositive();
    }

    @Example
    void insertionThatTakesAKeyOnlyOnceIsFoundOut() {
        BiPredicate<SkipListIndex, Pair> takesAKeyOnce =
                (index, pair) -> index.find(pair.key(), ABSENT) == ABSENT && index.insert(pair.key(), pair.value());
        assertThat(failures(() -> new World(index(KeyOrder.SIGNED, 1), KeyOrder.SIGNED, takesAKeyOnce)))
                .isPositive();
    }

    private static SkipListIndex index(KeyOrder order, long seed) {
        return new SkipListIndex(order, new SplittableRandom(seed)::nextLong);
    }

    /** How many of a hundred sequences of steps find a difference. */
    private long failures(Supplier<World> worlds) {
        return steps().sampleStream()
                .limit(100)
                .filter(steps -> {
                    try {
                        worlds.get().run(steps);
                        return false;
                    } catch (AssertionError e) {
                        return true;
                    }
                })
                .count();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return step().list().ofMinSize(1).ofMaxSize(60);
    }

    private static Arbitrary<Step> step() {
        Arbitrary<Pair> pair = Combinators.combine(number(), number()).as(Pair::new);
        Arbitrary<Integer> count = Arbitraries.integers().between(1, 300);
        Arbitrary<Integer> stride = Arbitraries.of(-3, -1, 1, 2, 17);
        return Arbitraries.frequencyOf(
                Tuple.of(10, pair.map(Step.Insert::new)),
                Tuple.of(5, pair.map(Step.Remove::new)),
                Tuple.of(8, Combinators.combine(pair, count, stride).as(Step.InsertRun::new)),
                Tuple.of(4, Combinators.combine(pair, count, stride).as(Step.RemoveRun::new)),
                Tuple.of(4, Combinators.combine(number(), count).as(Step.RemoveFrom::new)),
                Tuple.of(1, Arbitraries.create(Step.Clear::new)),
                Tuple.of(10, number().map(Step.AskKey::new)),
                Tuple.of(10, Combinators.combine(number(), number()).as(Step.AskRange::new)));
    }

    private static Arbitrary<Long> number() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-40, 40),
                Arbitraries.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE));
    }

    /** An index and the set that it must agree with. */
    private record World(SkipListIndex index, BiPredicate<SkipListIndex, Pair> insertion, NavigableSet<Pair> model) {
        static final BiPredicate<SkipListIndex, Pair> INSERT = (index, pair) -> index.insert(pair.key(), pair.value());

        World(SkipListIndex index, KeyOrder order, BiPredicate<SkipListIndex, Pair> insertion) {
            this(index, insertion, new TreeSet<>(comparator(order)));
        }

        private static Comparator<Pair> comparator(KeyOrder order) {
            Comparator<Long> keys = order == KeyOrder.SIGNED ? Long::compare : Long::compareUnsigned;
            return Comparator.comparing(Pair::key, keys).thenComparing(Pair::value);
        }

        void run(List<Step> steps) {
            steps.forEach(this::run);
            checkWhole();
        }

        private void run(Step step) {
            if (step instanceof Step.Insert insert) {
                insert(insert.pair());
            } else if (step instanceof Step.Remove remove) {
                remove(remove.pair());
            } else if (step instanceof Step.InsertRun run) {
                for (int i = 0; i < run.count(); i++) {
                    insert(run.first().plus(i * run.stride()));
                }
            } else if (step instanceof Step.RemoveRun run) {
                for (int i = 0; i < run.count(); i++) {
                    remove(run.first().plus(i * run.stride()));
                }
            } else if (step instanceof Step.RemoveFrom from) {
                List.copyOf(model.tailSet(new Pair(from.key(), Long.MIN_VALUE))).stream()
                        .limit(from.count())
                        .forEach(this::remove);
            } else if (step instanceof Step.Clear) {
                index.clear();
                model.clear();
            } else if (step instanceof Step.AskKey ask) {
                checkKey(ask.key());
            } else if (step instanceof Step.AskRange ask) {
                checkRange(ask.from(), ask.to());
            }
        }

        private void insert(Pair pair) {
            assertThat(insertion.test(index, pair)).isEqualTo(model.add(pair));
        }

        private void remove(Pair pair) {
            assertThat(index.remove(pair.key(), pair.value())).isEqualTo(model.remove(pair));
        }

        private void checkKey(long key) {
            Pair floor = model.floor(new Pair(key, Long.MAX_VALUE));
            Pair ceiling = model.ceiling(new Pair(key, Long.MIN_VALUE));
            boolean isThere = ceiling != null && ceiling.key() == key;
            assertThat(index.find(key, ABSENT)).isEqualTo(isThere ? ceiling.value() : ABSENT);
            SkipListIndex.Pair found = new SkipListIndex.Pair();
            assertThat(pair(index.floor(key, found), found)).isEqualTo(floor);
            assertThat(pair(index.ceiling(key, found), found)).isEqualTo(ceiling);
        }

        private static @Nullable Pair pair(boolean isFound, SkipListIndex.Pair found) {
            return isFound ? new Pair(found.key(), found.value()) : null;
        }

        private void checkRange(long from, long to) {
            Pair first = new Pair(from, Long.MIN_VALUE);
            Pair last = new Pair(to, Long.MAX_VALUE);
            boolean isEmpty = model.comparator().compare(first, last) > 0;
            NavigableSet<Pair> range =
                    isEmpty ? Collections.emptyNavigableSet() : model.subSet(first, true, last, true);
            checkVisits(from, to, range);
        }

        private void checkVisits(long from, long to, NavigableSet<Pair> range) {
            List<Pair> visited = new ArrayList<>();
            index.ascending(from, to, (key, value) -> visited.add(new Pair(key, value)));
            assertThat(visited).isEqualTo(List.copyOf(range));
            visited.clear();
            index.descending(from, to, (key, value) -> visited.add(new Pair(key, value)));
            assertThat(visited).isEqualTo(List.copyOf(range.descendingSet()));
        }

        private void checkWhole() {
            assertThat(index.size()).isEqualTo(model.size());
            SkipListIndex.Pair found = new SkipListIndex.Pair();
            assertThat(pair(index.first(found), found)).isEqualTo(model.isEmpty() ? null : model.first());
            assertThat(pair(index.last(found), found)).isEqualTo(model.isEmpty() ? null : model.last());
            for (Pair pair : model) {
                checkKey(pair.key());
            }
            if (!model.isEmpty()) {
                checkVisits(model.first().key(), model.last().key(), model);
            }
        }
    }
}
