package io.patchbay.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A database that is away when told so, and that never takes certain calls. */
final class FakeStore implements RowStore {

    final List<List<String>> commits = new ArrayList<>();
    Set<String> poison = Set.of();
    boolean away;
    int failNext;
    int asked;
    int awayAfter = Integer.MAX_VALUE;

    @Override
    public synchronized List<Threshold> write(List<Entry> entries) {
        asked++;
        List<String> ids = entries.stream().map(Entry::requestId).toList();
        if (away || failNext-- > 0 || ids.stream().anyMatch(poison::contains)) {
            throw new IllegalStateException("refused " + ids);
        }
        commits.add(ids);
        away = --awayAfter == 0;
        return List.of();
    }

    @Override
    public synchronized void probe() {
        asked++;
        if (away) {
            throw new IllegalStateException("connection refused");
        }
    }

    List<String> written() {
        return commits.stream().flatMap(List::stream).toList();
    }
}
