package io.patchbay.access;

import static java.util.stream.Collectors.toMap;

import io.patchbay.budget.Budgets;
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

/** All that the directory holds, as it stood at one version. */
final class Roster {

    static final Roster EMPTY = new Roster(0, List.of());

    private final long version;
    private final Map<Table, TreeMap<String, Unit>> units = new EnumMap<>(Table.class);
    private final Map<String, VirtualKey> byPrefix = new HashMap<>();
    private final Map<String, List<RateLimit>> limits = new HashMap<>();
    private final Budgets budgets;
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
        this.budgets = budgetsOf();
        all(VirtualKey.class).forEach(key -> limits.put(key.id(), limitsOf(key)));
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

    /** What holds now; a budget of a key holds for whatever stands for that. */
    private Budgets budgetsOf() {
        Map<String, Set<String>> successors = new HashMap<>();
        for (VirtualKey key : all(VirtualKey.class)) {
            successors
                    .computeIfAbsent(first(key).id(), first -> new HashSet<>())
                    .add(key.id());
        }
        return new Budgets(all(BudgetUnit.class).stream()
                .filter(BudgetUnit::active)
                .map(unit -> unit.withKeys(unit.key().map(successors::get).orElse(Set.of())))
                .toList());
    }

    Budgets budgets() {
        return budgets;
    }

    /** Of a key; those that stand for one another share them. */
    List<RateLimit> limitsOf(String key) {
        return limits.getOrDefault(key, List.of());
    }

    private List<RateLimit> limitsOf(VirtualKey key) {
        VirtualKey.Limits of = key.limits();
        return of.requestsPerMinute().isEmpty() && of.tokensPerMinute().isEmpty()
                ? List.of()
                : List.of(new RateLimit(
                        "key:" + first(key).id(), number(of.requestsPerMinute()), number(of.tokensPerMinute())));
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
