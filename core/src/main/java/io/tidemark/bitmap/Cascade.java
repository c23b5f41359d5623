package io.tidemark.bitmap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Folds a long sequence with an associative operation, in the order of the sequence. Parts of like age are joined first,
 * like carries in a binary counter, so each part takes part in O(log n) joins and O(log n) results are held.
 */
final class Cascade<T> {
    private final BinaryOperator<T> join;
    private final List<T> levels = new ArrayList<>();
    private long added;

    Cascade(BinaryOperator<T> join) {
        this.join = join;
    }

    void add(T part) {
        T carry = part;
        for (long carries = added; (carries & 1) != 0; carries >>>= 1) {
            carry = join.apply(levels.remove(levels.size() - 1), carry);
        }
        levels.add(carry);
        added++;
    }

    /** The fold of all parts since the last call. */
    T drain(T identity) {
        T result = identity;
        for (int i = levels.size() - 1; i >= 0; i--) {
            result = join.apply(levels.get(i), result);
        }
        levels.clear();
        added = 0;
        return result;
    }
}
