package io.patchbay.ledger;

import static io.patchbay.ledger.ColumnText.fit;

import io.patchbay.call.Call;
import io.patchbay.call.Explanation;
import io.patchbay.call.Resolution;
import io.patchbay.ledger.Accounts.Held;
import io.patchbay.ledger.Reservations.Intent;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a transaction does to intents and to what is set aside for them, gathered into batches. */
final class Intents {

    private static final int ID = 64;
    private static final int LABEL = 128;
    private static final int MODEL = 256;

    private static final String OPEN =
            "insert into intent (call_id, server_id, request_id, caller, team, tenant, key_id,"
                    + " requested_model, price_version, started_at, resolution, explained)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String CLOSE = "delete from intent where call_id = ?";
    private static final String HOLD =
            "insert into charge (reserved, call_id, budget_id, period_start) values (?, ?, ?, ?)";
    private static final String RAISE = "update charge set reserved = ? where call_id = ? and budget_id = ?";
    private static final String CHARGE = "update charge set charged = ? where call_id = ? and budget_id = ?";
    private static final String RELEASE = "delete from charge where call_id = ? and budget_id = ?";

    private final Sql sql;
    private final List<Opened> opened = new ArrayList<>();
    private final List<UUID> closed = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private final List<Held> raised = new ArrayList<>();
    private final List<Charged> charged = new ArrayList<>();
    private final List<Held> released = new ArrayList<>();

    private record Opened(Intent intent, UUID server) {}

    private record Charged(Held held, BigDecimal amount) {}

    Intents(Sql sql) {
        this.sql = sql;
    }

    void open(Intent intent, UUID server) {
        opened.add(new Opened(intent, server));
    }

    void close(UUID call) {
        closed.add(call);
    }

    /** @param first whether nothing was set aside at this budget before */
    void held(Held now, boolean first) {
        (first ? held : raised).add(now);
    }

    void charged(Held before, BigDecimal amount) {
        charged.add(new Charged(before, amount));
    }

    void released(Held before) {
        released.add(before);
    }

    /** To be called after the balances are written, on which it leans. */
    void write() throws SQLException {
        sql.batch(OPEN, opened, Intents::bind);
        sql.batch(HOLD, held, (statement, one) -> {
            statement.setBigDecimal(1, one.reserved());
            name(statement, 2, one);
            statement.setObject(4, Sql.time(one.key().start()));
        });
        sql.batch(RAISE, raised, (statement, one) -> {
            statement.setBigDecimal(1, one.reserved());
            name(statement, 2, one);
        });
        sql.batch(CHARGE, charged, (statement, one) -> {
            statement.setBigDecimal(1, one.amount());
            name(statement, 2, one.held());
        });
        sql.batch(RELEASE, released, (statement, one) -> name(statement, 1, one));
        sql.batch(CLOSE, closed, (statement, call) -> statement.setObject(1, call));
    }

    private static void name(PreparedStatement statement, int from, Held held) throws SQLException {
        statement.setObject(from, held.call());
        statement.setLong(from + 1, held.key().budget());
    }

    private static void bind(PreparedStatement statement, Opened one) throws SQLException {
        Call call = one.intent().call();
        statement.setObject(1, one.intent().id());
        statement.setObject(2, one.server());
        statement.setString(3, fit(call.requestId(), ID));
        statement.setString(4, fit(call.caller().name(), LABEL));
        statement.setString(5, fit(call.caller().team().orElse(null), LABEL));
        statement.setString(6, fit(call.caller().tenant().orElse(null), LABEL));
        statement.setString(7, fit(call.caller().key().orElse(null), ID));
        statement.setString(8, fit(call.model().orElse(null), MODEL));
        statement.setString(9, fit(one.intent().priceVersion().orElse(null), LABEL));
        statement.setObject(10, Sql.time(call.startedAt()));
        Explanation explanation = one.intent().explanation();
        statement.setString(11, explanation.resolution().map(Resolution::name).orElse(null));
        statement.setString(
                12,
                ExplanationText.of(explanation, call.model(), Optional.empty()).orElse(null));
    }
}
