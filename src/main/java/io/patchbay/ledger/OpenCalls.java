package io.patchbay.ledger;

import io.patchbay.call.Allowance;
import io.patchbay.call.Call;
import io.patchbay.call.Caller;
import io.patchbay.call.Outcome;
import io.patchbay.call.Resolution;
import io.patchbay.call.Rights;
import io.patchbay.call.Settled;
import io.patchbay.chat.Usage;
import io.patchbay.ledger.Sql.Any;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads the intents of servers, and writes that they live. */
final class OpenCalls {

    private static final String OF_SERVER =
            "select * from intent where server_id = any(?) order by call_id" + " fetch first 500 rows only";
    private static final String NAMED =
            "select * from intent where request_id = any(?) order by call_id desc fetch first 100 rows only";
    private static final String HELD =
            "select call_id, budget_id from charge where call_id = any(?) and charged is null";
    private static final String BEATS =
            "select id, beat from server union all select distinct server_id, -1 from intent"
                    + " where server_id not in (select id from server)";
    private static final String BEAT = "update server set beat = beat + 1 where id = any(?)";
    private static final String FIRST_BEAT = "insert into server (id, name, beat, started_at) values (?, ?, 0, ?)";
    private static final String FORGET = "delete from server where id = ?";

    private final Sql sql;

    OpenCalls(Sql sql) {
        this.sql = sql;
    }

    /**
     * A call that has an intent.
     *
     * @param unknown how it ends if nobody knows more
     * @param held the budgets at which something is set aside for it
     */
    record Open(Settled unknown, List<Long> held) {}

    /** The first five hundred of the servers'. */
    List<Open> of(Set<UUID> servers) throws SQLException {
        List<Settled> unknown = sql.list(OF_SERVER, OpenCalls::unknown, Any.uuids(servers));
        Map<UUID, List<Long>> held = new HashMap<>();
        List<UUID> ids = unknown.stream().map(Settled::id).toList();
        if (!ids.isEmpty()) {
            sql.list(
                    HELD,
                    row -> held.computeIfAbsent(row.getObject(1, UUID.class), ignored -> new ArrayList<>())
                            .add(row.getLong(2)),
                    Any.uuids(ids));
        }
        return unknown.stream()
                .map(call -> new Open(call, held.getOrDefault(call.id(), List.of())))
                .toList();
    }

    /** Those of a request id. */
    List<Settled> named(String requestId) throws SQLException {
        return sql.list(NAMED, OpenCalls::unknown, Any.texts(Set.of(requestId)));
    }

    private static Settled unknown(ResultSet row) throws SQLException {
        Call call = new Call(
                row.getString("request_id"),
                text(row, "requested_model"),
                new Caller(
                        row.getString("caller"),
                        text(row, "tenant"),
                        text(row, "team"),
                        text(row, "key_id"),
                        Set.of(),
                        Rights.ALL),
                Call.Labels.NONE,
                Map.of(),
                true,
                Optional.empty(),
                Sql.instant(row, "started_at"));
        return new Settled(
                row.getObject("call_id", UUID.class),
                call,
                Outcome.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Usage.NONE,
                Optional.empty(),
                text(row, "price_version"),
                false,
                Duration.ZERO,
                Optional.empty(),
                List.of(),
                Optional.of("server_lost"),
                Allowance.UNLIMITED,
                ExplanationText.explanation(
                        text(row, "resolution").map(Resolution::valueOf),
                        text(row, "explained"),
                        text(row, "requested_model"),
                        Optional.empty()));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** Of all servers of which there is anything; -1 for one that never gave a sign. */
    Map<UUID, Long> beats() throws SQLException {
        Map<UUID, Long> beats = new HashMap<>();
        sql.list(BEATS, row -> beats.put(row.getObject(1, UUID.class), row.getLong(2)));
        return beats;
    }

    /** This server lives. */
    void beat(UUID server, String name, Instant now) throws SQLException {
        if (sql.update(BEAT, Any.uuids(Set.of(server))) == 0) {
            sql.batch(FIRST_BEAT, Set.of(server), (statement, id) -> {
                statement.setObject(1, id);
                statement.setString(2, ColumnText.fit(name, 128));
                statement.setObject(3, Sql.time(now));
            });
        }
    }

    /** Nothing of the server is left. */
    void forget(UUID server) throws SQLException {
        sql.batch(FORGET, Set.of(server), (statement, id) -> statement.setObject(1, id));
    }
}
