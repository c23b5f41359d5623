package io.tidemark.reports.billion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticLogTest {
    private record Event(EventKind kind, long blockId, long walOffset, long timestampNanos) {}

    @ParameterizedTest
    @ValueSource(longs = {10_000, 10_001, 11_111, 100_000})
    void touchesAsManyDistinctBlocksAsItSays(long blocks) {
        SyntheticLog log = new SyntheticLog(7, blocks);
        Set<Long> touched = new HashSet<>();

        all(log).forEach(event -> touched.add(event.blockId));

        assertThat(log.blocks()).isBetween(blocks, blocks + BlockPlacement.EXTENT_BLOCKS - 1);
        assertThat(touched).hasSize((int) log.blocks());
    }

    @Test
    void anyPartIsThatPartOfTheWhole() {
        SyntheticLog log = new SyntheticLog(3, 10_000);
        List<Event> all = all(log);

        assertThat(all).hasSize((int) log.events());
        for (int from = 0; from < all.size(); from += 997) {
            int to = Math.min(all.size(), from + 1 + from % 400);
            assertThat(part(log, from, to)).isEqualTo(all.subList(from, to));
        }
        assertThat(part(log, 500, 500)).isEmpty();
    }

    @Test
    void offsetsAscendByOneWithUpToEightEventsEachAndLeadBackToTheirEvents() {
        SyntheticLog log = new SyntheticLog(5, 10_000);
        Map<Integer, Integer> sizes = new HashMap<>();
        int index = 0;
        long expected = 1;
        List<Event> all = all(log);
        while (index < all.size()) {
            int begin = index;
            while (index < all.size() && all.get(index).walOffset == expected) {
                assertThat(log.walOffset(index)).isEqualTo(expected);
                assertThat(log.timestampNanos(index)).isEqualTo(all.get(index).timestampNanos);
                index++;
            }
            assertThat(log.indexAt(expected)).isEqualTo(begin);
            sizes.merge(index - begin, 1, Integer::sum);
            expected++;
        }

        assertThat(sizes).containsOnlyKeys(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(log.indexAt(0)).isZero();
        assertThat(log.indexAt(expected)).isEqualTo(log.events());
        assertThat(log.indexAt(-1)).isEqualTo(log.events());
    }

    @Test
    void equalSeedsGiveEqualLogsAndOtherSeedsOthers() {
        assertThat(all(new SyntheticLog(1, 10_000)))
                .isEqualTo(all(new SyntheticLog(1, 10_000)))
                .isNotEqualTo(all(new SyntheticLog(2, 10_000)));
    }

    @Test
    void theMixtureHasEveryKindRunsSpreadIdsReMarksAndLateTimes() {
        SyntheticLog log = new SyntheticLog(1, 100_000);
        Map<EventKind, Integer> kinds = new EnumMap<>(EventKind.class);
        int steps = 0;
        int late = 0;
        Event before = new Event(EventKind.FLUSH, 0, 0, Long.MIN_VALUE);
        for (Event event : all(log)) {
            kinds.merge(event.kind, 1, Integer::sum);
            steps += event.blockId == before.blockId + 1 ? 1 : 0;
            late += event.timestampNanos < before.timestampNanos ? 1 : 0;
            before = event;
        }

        assertThat(kinds).containsOnlyKeys(EventKind.values());
        assertThat(kinds.get(EventKind.UPDATE)).isGreaterThan((int) (log.events() / 10));
        assertThat(steps).isBetween((int) (log.events() / 2), (int) (log.events() * 19 / 20));
        assertThat(late).isPositive();
    }

    @Test
    void spreadBlocksAreOneInFiftyOfTheirIds() {
        SyntheticLog log = new SyntheticLog(1, 200_000);
        Set<Long> ids = new HashSet<>();
        all(log).forEach(event -> ids.add(event.blockId));
        long alone = ids.stream()
                .filter(id -> !ids.contains(id - 1) && !ids.contains(id + 1))
                .count();
        long span = ids.stream().mapToLong(Long::longValue).max().orElse(0)
                - ids.stream().mapToLong(Long::longValue).min().orElse(0);

        assertThat(alone).isBetween(log.blocks() / 18, log.blocks() / 16);
        assertThat(span).isBetween(50 * alone, 50 * alone + log.blocks());
    }

    @Test
    void tooFewBlocksAreRefused() {
        assertThatThrownBy(() -> new SyntheticLog(1, SyntheticLog.BLOCKS_MIN - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blocks=9999");
    }

    private static List<Event> all(SyntheticLog log) {
        return part(log, 0, log.events());
    }

    private static List<Event> part(SyntheticLog log, long from, long to) {
        List<Event> events = new ArrayList<>();
        EventSink sink = (kind, block, wal, time) -> events.add(new Event(kind, block, wal, time));
        log.deliver(from, to, sink);
        return events;
    }
}
