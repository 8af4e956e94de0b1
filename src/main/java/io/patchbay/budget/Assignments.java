package io.patchbay.budget;

import static java.util.stream.Collectors.groupingBy;

import io.patchbay.call.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All budgets, or all limits, that hold at a moment. */
public final class Assignments<T extends Assigned> {

    private final Map<Optional<String>, List<T>> byTenant;

    public Assignments(List<T> all) {
        byTenant = all.stream().collect(groupingBy(assigned -> assigned.holder().tenant()));
    }

    public static <T extends Assigned> Assignments<T> none() {
        return new Assignments<>(List.of());
    }

    /** Those that hold for the caller's calls; each for itself, and a call has to fit all. */
    public List<T> of(Caller caller) {
        if (byTenant.isEmpty()) {
            return List.of();
        }
        Stream<T> everybodys = in(Optional.empty()).stream();
        Stream<T> tenants = caller.tenant().isEmpty() ? Stream.of() : in(caller.tenant()).stream();
        return Stream.concat(everybodys, tenants)
                .filter(assigned -> assigned.holder().includes(caller))
                .toList();
    }

    private List<T> in(Optional<String> tenant) {
        return byTenant.getOrDefault(tenant, List.of());
    }
}
