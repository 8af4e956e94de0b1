package io.patchbay.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Caller;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssignmentsTest {

    private final Assignments<Budget> budgets = new Assignments<>(List.of(
            budget(1, Holder.EVERYBODY),
            budget(2, new Holder(Optional.of("acme"), Optional.empty(), Set.of())),
            budget(3, new Holder(Optional.of("acme"), Optional.of("search"), Set.of())),
            budget(4, new Holder(Optional.of("acme"), Optional.empty(), Set.of("key_a", "key_b"))),
            budget(5, new Holder(Optional.of("umbrella"), Optional.empty(), Set.of())),
            budget(6, new Holder(Optional.of("umbrella"), Optional.of("search"), Set.of()))));

    private static Budget budget(long id, Holder holder, String... models) {
        return new Budget(id, holder, List.of(models), Period.DAY, ZoneOffset.UTC, BigDecimal.TEN, List.of());
    }

    private List<Long> of(Optional<String> tenant, Optional<String> team, Optional<String> key) {
        Caller caller = new Caller("ada", tenant, team, key, Set.of(Role.CALLER), Rights.ALL);
        return budgets.of(caller).stream().map(Budget::id).toList();
    }

    @Test
    void everyLevelHoldsAndNoOtherTenants() {
        Optional<String> none = Optional.empty();
        assertThat(of(none, none, none)).containsExactly(1L);
        assertThat(of(Optional.of("acme"), none, none)).containsExactly(1L, 2L);
        assertThat(of(Optional.of("acme"), Optional.of("search"), Optional.of("key_c")))
                .containsExactly(1L, 2L, 3L);
        assertThat(of(Optional.of("acme"), Optional.of("sales"), Optional.of("key_b")))
                .containsExactly(1L, 2L, 4L);
        assertThat(of(Optional.of("umbrella"), Optional.of("search"), none)).containsExactly(1L, 5L, 6L);
        assertThat(Assignments.none().of(Caller.ANONYMOUS)).isEmpty();
    }

    @Test
    void holdsForModelsByTheirNamesOrBeginnings() {
        Budget some = budget(7, Holder.EVERYBODY, "openai/*", "claude-sonnet-5");

        assertThat(some.isFor(List.of("openai/gpt-4o", "gpt-4o"))).isTrue();
        assertThat(some.isFor(List.of("anthropic/claude-sonnet-5", "claude-sonnet-5")))
                .isTrue();
        assertThat(some.isFor(List.of("anthropic/claude-sonnet-5-mini", "claude-sonnet-5-mini")))
                .isFalse();
        assertThat(budget(8, Holder.EVERYBODY).isFor(List.of("anything", "at all")))
                .isTrue();
    }
}
