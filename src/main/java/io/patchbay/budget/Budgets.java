package io.patchbay.budget;

import static java.util.stream.Collectors.groupingBy;

import io.patchbay.call.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All budgets that hold at a moment. */
public final class Budgets {

    public static final Budgets NONE = new Budgets(List.of());

    private final Map<Optional<String>, List<Budget>> byTenant;

    public Budgets(List<Budget> all) {
        byTenant = all.stream().collect(groupingBy(budget -> budget.holder().tenant()));
    }

    /** Those that the caller's calls are paid from; each holds for itself, and a call has to fit all. */
    public List<Budget> of(Caller caller) {
        if (byTenant.isEmpty()) {
            return List.of();
        }
        Stream<Budget> everybodys = in(Optional.empty()).stream();
        Stream<Budget> tenants = caller.tenant().isEmpty() ? Stream.of() : in(caller.tenant()).stream();
        return Stream.concat(everybodys, tenants)
                .filter(budget -> budget.isOf(caller))
                .toList();
    }

    private List<Budget> in(Optional<String> tenant) {
        return byTenant.getOrDefault(tenant, List.of());
    }
}
