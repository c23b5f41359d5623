package io.tidemark.reports.billion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.EventKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What the log knows by extents against a plain list of its events, block by block. */
class ExpectedAnswersTest {
    private static final SyntheticLog LOG = new SyntheticLog(11, 20_000);
    private static final List<Event> EVENTS = new ArrayList<>();

    private record Event(EventKind kind, long blockId, long walOffset, long timestampNanos) {}

    static {
        LOG.deliver(0, LOG.events(), (kind, block, wal, time) -> EVENTS.add(new Event(kind, block, wal, time)));
    }

    private final ExpectedAnswers expected = new ExpectedAnswers(LOG);

    @Test
    void partsOfTheLogAreWhatTheListSays() {
        SplittableRandom random = new SplittableRandom(1);
        int events = (int) LOG.events();
        for (int i = 0; i < 60; i++) {
            int from = random.nextInt(events);
            int to = from + random.nextInt(Math.min(events - from, i % 2 == 0 ? 300 : events) + 1);

            assertThat(expected.between(from, to)).isEqualTo(answer(EVENTS.subList(from, to)));
        }
        assertThat(expected.between(0, events)).isEqualTo(answer(EVENTS));
        assertThat(expected.between(5, 5)).isEqualTo(answer(List.of()));
    }

    @Test
    void rangesAreWhatTheListSays() {
        for (Question question : Question.over(LOG, LOG.events() - 500)) {
            Predicate<Event> inRange = question.axis() == Question.Axis.WAL
                    ? event -> question.from() <= event.walOffset && event.walOffset <= question.to()
                    : event -> question.from() <= event.timestampNanos && event.timestampNanos <= question.to();

            assertThat(expected.of(question))
                    .as("%s", question)
                    .isEqualTo(answer(EVENTS.stream().filter(inRange).toList()));
        }
    }

    @Test
    void slicesHoldEveryEventOnce() {
        long next = 1;
        for (Question slice : Question.slices(LOG, 7)) {
            assertThat(slice.from()).isEqualTo(next);
            next = slice.to() + 1;
        }
        assertThat(LOG.indexAt(next)).isEqualTo(LOG.events());
    }

    @Test
    void everyPartOfAnAnswerOccurs() {
        Answer answer = expected.between(LOG.events() / 2, LOG.events());

        assertThat(answer.created().blocks()).isPositive();
        assertThat(answer.modified().blocks()).isPositive();
        assertThat(answer.deleted().blocks()).isPositive();
        assertThat(answer.unflushed().blocks()).isPositive();
        assertThat(answer.unflushed()).isNotEqualTo(answer.dirty());
    }

    private static Answer answer(Collection<Event> events) {
        Map<Long, List<EventKind>> histories = new TreeMap<>();
        events.forEach(event -> histories
                .computeIfAbsent(event.blockId, id -> new ArrayList<>())
                .add(event.kind));
        return new Answer(
                digest(histories, kinds -> first(kinds) == EventKind.CREATE && last(kinds) != EventKind.DELETE),
                digest(histories, kinds -> first(kinds) != EventKind.CREATE && last(kinds) != EventKind.DELETE),
                digest(histories, kinds -> last(kinds) == EventKind.DELETE),
                digest(
                        histories,
                        kinds -> last(kinds) != EventKind.DELETE && kinds.get(kinds.size() - 1) != EventKind.FLUSH));
    }

    private static Digest digest(Map<Long, List<EventKind>> histories, Predicate<List<EventKind>> chosen) {
        return Digest.of(histories.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(EventKind::isChange))
                .filter(entry -> chosen.test(entry.getValue()))
                .mapToLong(Map.Entry::getKey)
                .iterator());
    }

    private static EventKind first(List<EventKind> kinds) {
        return kinds.stream().filter(EventKind::isChange).findFirst().orElseThrow();
    }

    private static EventKind last(List<EventKind> kinds) {
        return kinds.stream().filter(EventKind::isChange).reduce((a, b) -> b).orElseThrow();
    }
}
