package io.patchbay.ledger;

import io.patchbay.budget.Share;
import io.patchbay.budget.Standing;
import io.patchbay.call.Failure;
import io.patchbay.ledger.Balances.Key;
import io.patchbay.ledger.Sql.Any;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The money of a batch of entries, within one transaction: what is given back first, then what is set aside, in the order of
 * arrival. A claim has all its shares or none.
 */
final class Accounts {

    private static final String OPEN = "select call_id from intent where call_id = any(?)";
    private static final String CHARGES =
            "select call_id, budget_id, period_start, reserved from charge where call_id = any(?) and charged is null";

    private final Sql sql;
    private final UUID server;
    private final Instant now;
    private final Intents intents;
    private final Set<UUID> open = new HashSet<>();
    private final Map<UUID, Map<Long, Held>> held = new HashMap<>();

    /** What is set aside for a call at a budget. */
    record Held(UUID call, Key key, BigDecimal reserved) {
        static Held of(ResultSet row) throws SQLException {
            return new Held(
                    row.getObject("call_id", UUID.class),
                    new Key(row.getLong("budget_id"), Sql.instant(row, "period_start")),
                    row.getBigDecimal("reserved"));
        }
    }

    /** @param server whose intents these are */
    Accounts(Sql sql, UUID server, Instant now) {
        this.sql = sql;
        this.server = server;
        this.now = now;
        this.intents = new Intents(sql);
    }

    /**
     * Does what the entries ask for, and marks those for which it could not be done.
     *
     * @return what budgets have come to by it
     */
    List<Threshold> apply(List<? extends Entry> entries) throws SQLException {
        Balances balances = locked(entries);
        for (Entry entry : entries) {
            if (entry instanceof Settlement settlement) {
                settle(settlement, balances);
            }
        }
        for (Entry entry : entries) {
            if (entry instanceof Claim claim) {
                claim(claim, balances);
            }
        }
        List<Threshold> passed = balances.write();
        intents.write();
        return passed;
    }

    private Balances locked(List<? extends Entry> entries) throws SQLException {
        TreeSet<Long> budgets = new TreeSet<>();
        entries.forEach(entry -> budgets.addAll(entry.budgets()));
        Balances balances = Balances.lock(sql, budgets, now);
        List<UUID> calls = entries.stream().map(Entry::callId).toList();
        open.addAll(sql.list(OPEN, row -> row.getObject(1, UUID.class), Any.uuids(calls)));
        List<Key> named = new ArrayList<>();
        if (!open.isEmpty()) {
            for (Held one : sql.list(CHARGES, Held::of, Any.uuids(open))) {
                held.computeIfAbsent(one.call(), ignored -> new HashMap<>())
                        .put(one.key().budget(), one);
                named.add(one.key());
            }
        }
        balances.load(named);
        return balances;
    }

    private void settle(Settlement settlement, Balances balances) {
        settlement.begin();
        if (!open.remove(settlement.callId())) {
            settlement.comesTooLate();
            return;
        }
        for (Held one : heldOf(settlement.callId()).values()) {
            BigDecimal charged = settlement.charge(one.key().budget(), one.reserved());
            balances.charge(one.key(), one.reserved(), charged);
            settlement.isCharged(one.reserved(), charged);
            intents.charged(one, charged);
        }
        intents.close(settlement.callId());
    }

    private Map<Long, Held> heldOf(UUID call) {
        return held.getOrDefault(call, Map.of());
    }

    private void claim(Claim claim, Balances balances) {
        claim.begin();
        boolean isOpen = open.contains(claim.callId());
        if (claim.opens() && claim.isTold()) {
            undo(claim, balances);
        } else if (!claim.opens() && !isOpen) {
            claim.refuse(new Failure.LedgerUnavailable("the call was given up as that of a server that died"));
        } else if (!(claim.opens() && isOpen)) {
            take(claim, balances);
        }
    }

    /** Its caller was told that there is nothing set aside, and has not made the call. */
    private void undo(Claim claim, Balances balances) {
        claim.refuse(new Failure.LedgerUnavailable("the claim was given up"));
        if (open.remove(claim.callId())) {
            for (Held one : heldOf(claim.callId()).values()) {
                balances.reserve(one.key(), one.reserved().negate());
                intents.released(one);
            }
            intents.close(claim.callId());
        }
    }

    private record Step(Key key, Optional<Held> before, BigDecimal total) {

        BigDecimal more() {
            return total.subtract(before.map(Held::reserved).orElse(BigDecimal.ZERO));
        }
    }

    private void take(Claim claim, Balances balances) {
        List<Step> steps = new ArrayList<>();
        for (Share share : claim.shares()) {
            Optional<Held> before = Optional.ofNullable(heldOf(claim.callId()).get(share.budget()));
            Optional<Key> place = balances.place(share, before.map(Held::key));
            if (place.isEmpty()) {
                continue;
            }
            Step step = new Step(place.get(), before, share.amount());
            if (!balances.fits(step.key(), step.more())) {
                claim.refuse(refusal(balances.standing(step.key()), step.more()));
                return;
            }
            steps.add(step);
        }
        if (claim.opens()) {
            intents.open(claim.intent(), server);
            open.add(claim.callId());
        }
        steps.forEach(step -> set(claim, step, balances));
    }

    private void set(Claim claim, Step step, Balances balances) {
        balances.reserve(step.key(), step.more());
        Held after = new Held(claim.callId(), step.key(), step.total());
        intents.held(after, step.before().isEmpty());
        held.computeIfAbsent(claim.callId(), ignored -> new HashMap<>())
                .put(step.key().budget(), after);
    }

    private Failure refusal(Standing standing, BigDecimal needed) {
        return new Failure.OverBudget(
                standing.refusal(needed), standing.renews().map(at -> Duration.between(now, at)));
    }
}
