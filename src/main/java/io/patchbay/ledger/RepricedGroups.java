package io.patchbay.ledger;

import static java.util.Comparator.comparing;

import io.patchbay.catalogue.Catalogue;
import io.patchbay.ledger.Repriced.Group;
import io.patchbay.ledger.UsageSummary.By;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds calls up, each by its old and its new price. */
final class RepricedGroups {

    private final By by;
    private final Catalogue catalogue;
    private final Map<Optional<String>, Group> groups = new HashMap<>();
    private Group total = Group.empty(Optional.empty());

    RepricedGroups(By by, Catalogue catalogue) {
        this.by = by;
        this.catalogue = catalogue;
    }

    /** @throws TooManyGroupsException if there are more than {@value Repriced#MOST} */
    void add(UsageItem call) {
        Optional<BigDecimal> anew = call.costBy(catalogue);
        groups.compute(key(call), (key, sofar) -> (sofar == null ? Group.empty(key) : sofar).plus(call, anew));
        total = total.plus(call, anew);
        if (groups.size() > Repriced.MOST) {
            throw new TooManyGroupsException();
        }
    }

    private Optional<String> key(UsageItem call) {
        return switch (by) {
            case MODEL -> call.servedModel();
            case PROVIDER -> call.provider();
            case TENANT -> call.tenant();
            case TEAM -> call.team();
            case KEY -> call.keyId();
            case CALLER -> Optional.of(call.caller());
            case OPERATION -> call.operation();
            case JOB -> call.jobId();
            case HOUR, DAY, MONTH -> throw new IllegalArgumentException("repriced by " + by);
        };
    }

    Repriced repriced() {
        Comparator<Group> mostFirst = comparing(Group::calls)
                .reversed()
                .thenComparing(group -> group.key().orElse(""));
        List<Group> sorted = groups.values().stream().sorted(mostFirst).toList();
        return new Repriced(by, sorted, total);
    }
}
