package io.patchbay.access;

import static java.util.stream.Collectors.toMap;

import io.patchbay.budget.Assigned;
import io.patchbay.budget.Assignments;
import io.patchbay.budget.Budget;
import io.patchbay.budget.Limit;
import io.patchbay.budget.RateLimit;
import io.patchbay.call.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** All that the directory holds, as it stood at one version. */
final class Roster {

    static final Roster EMPTY = new Roster(0, List.of());

    private final long version;
    private final Map<Table, TreeMap<String, Unit>> units = new EnumMap<>(Table.class);
    private final Map<String, VirtualKey> byPrefix = new HashMap<>();
    private final Map<String, RateLimit> keyLimits = new HashMap<>();
    private final Assignments<Budget> budgets;
    private final Assignments<Limit> limits;
    private boolean operatorsKey;

    Roster(long version, Collection<? extends Unit> all) {
        this.version = version;
        for (Table table : Table.values()) {
            units.put(table, new TreeMap<>());
        }
        for (Unit unit : all) {
            in(Table.of(unit)).put(unit.ref(), unit);
            if (unit instanceof VirtualKey key) {
                byPrefix.put(key.secret().prefix(), key);
                operatorsKey |= key.roles().contains(Role.OPERATOR);
            }
        }
        Map<String, Set<String>> successors = successors();
        this.budgets =
                held(BudgetUnit.class, BudgetUnit::active, unit -> unit.withKeys(allOf(unit.whose(), successors)));
        this.limits = held(LimitUnit.class, LimitUnit::active, unit -> unit.withKeys(allOf(unit.whose(), successors)));
        all(VirtualKey.class).forEach(key -> limitOf(key).ifPresent(limit -> keyLimits.put(key.id(), limit)));
    }

    private TreeMap<String, Unit> in(Table table) {
        return units.computeIfAbsent(table, any -> new TreeMap<>());
    }

    /** The same after a change. */
    Roster with(long newVersion, Collection<? extends Unit> changed) {
        Map<String, Unit> all = units().stream().collect(toMap(Roster::place, Function.identity()));
        changed.forEach(unit -> all.put(place(unit), unit));
        return new Roster(newVersion, all.values());
    }

    private static String place(Unit unit) {
        return Table.of(unit).word() + " " + unit.ref();
    }

    long version() {
        return version;
    }

    /** Whether somebody was ever given a key to run the server with. */
    boolean hasOperatorsKey() {
        return operatorsKey;
    }

    Optional<VirtualKey> keyOf(String prefix) {
        return Optional.ofNullable(byPrefix.get(prefix));
    }

    Optional<Tenant> tenant(String id) {
        return find(Tenant.class, id);
    }

    Optional<Team> team(String tenant, String id) {
        return find(Team.class, tenant + "/" + id);
    }

    Optional<Application> application(String tenant, String id) {
        return find(Application.class, tenant + "/" + id);
    }

    Optional<VirtualKey> key(String id) {
        return find(VirtualKey.class, id);
    }

    /** @throws Declined if there is none */
    void requireTenant(String id) {
        if (tenant(id).isEmpty()) {
            throw Declined.invalid("tenant", id, "the id of a tenant that there is");
        }
    }

    /** @throws Declined if there is none */
    void requireTeam(String tenant, String id) {
        if (team(tenant, id).isEmpty()) {
            throw Declined.invalid("team", id, "the id of a team of the tenant's");
        }
    }

    <T extends Unit> Optional<T> find(Class<T> kind, String ref) {
        return units.values().stream()
                .flatMap(table -> Optional.ofNullable(table.get(ref)).stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** The first of a key and those that it stands for. */
    VirtualKey first(VirtualKey key) {
        return key.replaces().flatMap(this::key).map(this::first).orElse(key);
    }

    /** By the first of the keys that stand for one another, all of them. */
    private Map<String, Set<String>> successors() {
        Map<String, Set<String>> successors = new HashMap<>();
        for (VirtualKey key : all(VirtualKey.class)) {
            successors
                    .computeIfAbsent(first(key).id(), first -> new HashSet<>())
                    .add(key.id());
        }
        return successors;
    }

    private static Set<String> allOf(Whose whose, Map<String, Set<String>> successors) {
        return whose.key().map(successors::get).orElse(Set.of());
    }

    /** What holds now; what is a key's holds for whatever stands for that. */
    private <U extends Unit, T extends Assigned> Assignments<T> held(
            Class<U> kind, Predicate<U> active, Function<U, T> forAllKeys) {
        return new Assignments<>(
                all(kind).stream().filter(active).map(forAllKeys).toList());
    }

    Assignments<Budget> budgets() {
        return budgets;
    }

    /** Those that calls share; a key's own ones are beside them. */
    Assignments<Limit> limits() {
        return limits;
    }

    /** Of a key; those that stand for one another share it. */
    Optional<RateLimit> limitOf(String key) {
        return Optional.ofNullable(keyLimits.get(key));
    }

    private Optional<RateLimit> limitOf(VirtualKey key) {
        VirtualKey.Limits of = key.limits();
        return of.requestsPerMinute().isEmpty() && of.tokensPerMinute().isEmpty()
                ? Optional.empty()
                : Optional.of(new RateLimit(
                        "key:" + first(key).id(),
                        "the key",
                        number(of.requestsPerMinute()),
                        number(of.tokensPerMinute())));
    }

    private static OptionalLong number(Optional<Long> limit) {
        return limit.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** All of a kind, by {@link Unit#ref}. */
    <T extends Unit> List<T> all(Class<T> kind) {
        return units().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What another refers to comes before it. */
    List<Unit> units() {
        List<Unit> all = new ArrayList<>();
        units.values().forEach(table -> all.addAll(table.values()));
        return Collections.unmodifiableList(all);
    }
}
