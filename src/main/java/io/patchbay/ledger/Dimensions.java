package io.patchbay.ledger;

import io.patchbay.ledger.Sql.Any;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The numbers of dimensions, kept once they are known. */
final class Dimensions {

    private static final int KEPT = 20_000;
    private static final String FIND = "select digest, id from usage_dimension where digest = any(?)";
    private static final String ADD =
            "insert into usage_dimension (digest, tenant, team, key_id, caller, requested_model,"
                    + " served_model, provider, operation) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Map<Dimension, Integer> known = new ConcurrentHashMap<>();

    /** Empty if some would have to be looked up. */
    Optional<Map<Dimension, Integer>> known(Collection<Dimension> wanted) {
        Map<Dimension, Integer> found = new HashMap<>();
        for (Dimension dimension : wanted) {
            Integer id = known.get(dimension);
            if (id == null) {
                return Optional.empty();
            }
            found.put(dimension, id);
        }
        return Optional.of(found);
    }

    /**
     * Adds those that are new, in a transaction that does nothing else, so that nobody waits for it.
     *
     * @throws SQLException also if another server has added the same meanwhile
     */
    static Map<Dimension, Integer> learn(Sql sql, Collection<Dimension> wanted) throws SQLException {
        Map<String, Dimension> byDigest = new LinkedHashMap<>();
        wanted.forEach(dimension -> byDigest.put(dimension.digest(), dimension));
        Map<Dimension, Integer> found = find(sql, byDigest);
        if (found.size() < byDigest.size()) {
            add(sql, byDigest, found);
            found = find(sql, byDigest);
        }
        return found;
    }

    private static Map<Dimension, Integer> find(Sql sql, Map<String, Dimension> byDigest) throws SQLException {
        Map<Dimension, Integer> found = new HashMap<>();
        sql.list(FIND, row -> found.put(byDigest.get(row.getString(1)), row.getInt(2)), Any.texts(byDigest.keySet()));
        return found;
    }

    private static void add(Sql sql, Map<String, Dimension> byDigest, Map<Dimension, Integer> found)
            throws SQLException {
        // In one order, or two servers could wait for each other.
        List<Map.Entry<String, Dimension>> missing = byDigest.entrySet().stream()
                .filter(entry -> !found.containsKey(entry.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .toList();
        sql.batch(ADD, missing, (statement, entry) -> {
            statement.setString(1, entry.getKey());
            int n = 2;
            for (String value : entry.getValue().values()) {
                statement.setString(n++, value);
            }
        });
    }

    /** What was learnt is there to stay: its transaction is committed. */
    void keep(Map<Dimension, Integer> learnt) {
        if (known.size() > KEPT) {
            known.clear();
        }
        known.putAll(learnt);
    }
}
