package io.patchbay.ledger;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.patchbay.budget.Budget;
import io.patchbay.budget.Holder;
import io.patchbay.budget.Period;
import io.patchbay.budget.Share;
import io.patchbay.budget.Standing;
import io.patchbay.ledger.Sql.Any;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The balances that a transaction changes. Their budgets are locked first, in the order of their numbers, until it ends: who
 * else wants to change one of their balances waits here, and then sees what became of them.
 */
final class Balances {

    private static final String LOCK = "select id, tenant, team, key_id, models, period, zone, amount, soft, active"
            + " from budget where id = any(?) order by id for update";
    private static final String LOAD = "select budget_id, period_start, spent, reserved, soft_told from balance"
            + " where budget_id = any(?) and period_start = any(?)";
    private static final String INSERT =
            "insert into balance (spent, reserved, soft_told, budget_id, period_start) values (?, ?, ?, ?, ?)";
    private static final String UPDATE =
            "update balance set spent = ?, reserved = ?, soft_told = ?" + " where budget_id = ? and period_start = ?";

    private final Sql sql;
    private final Instant now;
    private final Map<Long, Locked> budgets = new HashMap<>();
    private final Map<Key, Balance> balances = new HashMap<>();

    private record Locked(Budget budget, boolean active) {}

    /** A balance's name. */
    record Key(long budget, Instant start) {}

    private Balances(Sql sql, Instant now) {
        this.sql = sql;
        this.now = now;
    }

    /**
     * Locks the budgets.
     *
     * @param now by which a period is the present one
     */
    static Balances lock(Sql sql, Collection<Long> ids, Instant now) throws SQLException {
        Balances balances = new Balances(sql, now);
        if (!ids.isEmpty()) {
            sql.list(LOCK, Balances::locked, Any.longs(ids))
                    .forEach(locked -> balances.budgets.put(locked.budget().id(), locked));
        }
        return balances;
    }

    /** For reading alone: nothing is locked. */
    static Balances of(Sql sql, List<Budget> budgets, Instant now) {
        Balances balances = new Balances(sql, now);
        budgets.forEach(budget -> balances.budgets.put(budget.id(), new Locked(budget, true)));
        return balances;
    }

    private static Locked locked(ResultSet row) throws SQLException {
        return new Locked(budget(row), row.getBoolean("active"));
    }

    private static Budget budget(ResultSet row) throws SQLException {
        return new Budget(
                row.getLong("id"),
                new Holder(
                        Optional.ofNullable(row.getString("tenant")),
                        Optional.ofNullable(row.getString("team")),
                        Optional.ofNullable(row.getString("key_id")).stream().collect(toSet())),
                words(row.getString("models")),
                Period.valueOf(row.getString("period")),
                ZoneId.of(row.getString("zone")),
                row.getBigDecimal("amount"),
                words(row.getString("soft")).stream().map(Integer::valueOf).toList());
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
    }

    /** Reads the present balances, and those that are named. To be called once, after the lock. */
    void load(Collection<Key> named) throws SQLException {
        if (budgets.isEmpty()) {
            return;
        }
        TreeSet<Instant> starts = new TreeSet<>();
        budgets.values().forEach(locked -> starts.add(present(locked.budget()).start()));
        named.forEach(key -> starts.add(key.start()));
        sql.list(LOAD, Balance::of, Any.longs(budgets.keySet()), Any.times(starts))
                .forEach(balance -> balances.put(balance.key, balance));
    }

    private Key present(Budget budget) {
        return new Key(budget.id(), budget.period().start(now, budget.zone()));
    }

    /**
     * Where a claim would have to be set aside; empty for a budget that is no more.
     *
     * @param held where something is set aside for its call already
     */
    Optional<Key> place(Share share, Optional<Key> held) {
        return held.or(() -> Optional.ofNullable(budgets.get(share.budget()))
                .filter(Locked::active)
                .map(locked -> present(locked.budget())));
    }

    /** Whether there is as much left. */
    boolean fits(Key key, BigDecimal amount) {
        return standing(key).left().compareTo(amount) >= 0;
    }

    /** Of the present period. */
    Standing standing(Budget budget) {
        return standing(present(budget));
    }

    Standing standing(Key key) {
        Budget budget = budget(key);
        Balance balance = balances.get(key);
        return balance == null
                ? new Standing(budget, BigDecimal.ZERO, BigDecimal.ZERO, key.start(), renewal(budget))
                : new Standing(budget, balance.spent, balance.reserved, key.start(), renewal(budget));
    }

    private Budget budget(Key key) {
        return requireNonNull(budgets.get(key.budget()), "the budget is not locked")
                .budget();
    }

    private Optional<Instant> renewal(Budget budget) {
        return budget.period().end(now, budget.zone());
    }

    /** Sets as much aside; or gives it back, if it is negative. */
    void reserve(Key key, BigDecimal amount) {
        Balance balance = balances.computeIfAbsent(key, Balance::new);
        balance.change(amount, BigDecimal.ZERO);
    }

    /** Charges what was set aside before, and gives the rest back. */
    void charge(Key key, BigDecimal reserved, BigDecimal charged) {
        Balance balance = balances.computeIfAbsent(key, Balance::new);
        balance.change(reserved.negate(), charged);
    }

    /** Writes what has changed. */
    List<Threshold> write() throws SQLException {
        List<Threshold> passed = new ArrayList<>();
        List<Balance> fresh = new ArrayList<>();
        List<Balance> changed = new ArrayList<>();
        for (Balance balance : balances.values()) {
            if (balance.changed) {
                balance.pass(budget(balance.key)).ifPresent(passed::add);
                (balance.isNew ? fresh : changed).add(balance);
            }
        }
        sql.batch(INSERT, fresh, Balance::bind);
        sql.batch(UPDATE, changed, Balance::bind);
        return passed;
    }

    private static final class Balance {

        private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

        private final Key key;
        private final boolean isNew;
        private BigDecimal spent;
        private BigDecimal reserved;
        private int softTold;
        private boolean changed;

        Balance(Key key) {
            this(key, true, BigDecimal.ZERO, BigDecimal.ZERO, 0);
        }

        private Balance(Key key, boolean isNew, BigDecimal spent, BigDecimal reserved, int softTold) {
            this.key = key;
            this.isNew = isNew;
            this.spent = spent;
            this.reserved = reserved;
            this.softTold = softTold;
        }

        static Balance of(ResultSet row) throws SQLException {
            return new Balance(
                    new Key(row.getLong("budget_id"), Sql.instant(row, "period_start")),
                    false,
                    row.getBigDecimal("spent"),
                    row.getBigDecimal("reserved"),
                    row.getInt("soft_told"));
        }

        static void bind(PreparedStatement statement, Balance balance) throws SQLException {
            statement.setBigDecimal(1, balance.spent);
            statement.setBigDecimal(2, balance.reserved);
            statement.setInt(3, balance.softTold);
            statement.setLong(4, balance.key.budget());
            statement.setObject(5, Sql.time(balance.key.start()));
        }

        void change(BigDecimal setAside, BigDecimal charged) {
            reserved = reserved.add(setAside);
            spent = spent.add(charged);
            changed = true;
        }

        /** The highest percentage that is passed now for the first time. */
        Optional<Threshold> pass(Budget budget) {
            int before = softTold;
            @Nullable Integer highest = null;
            for (int percent : budget.soft()) {
                BigDecimal amount = budget.amount().multiply(BigDecimal.valueOf(percent));
                if (percent > before && spent.multiply(HUNDRED).compareTo(amount) >= 0) {
                    highest = percent;
                }
            }
            if (highest == null) {
                return Optional.empty();
            }
            softTold = highest;
            return Optional.of(new Threshold(budget, highest, key.start()));
        }
    }
}
