package io.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Caller;
import io.patchbay.call.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {

    private static final Map<Role, Set<String>> GROUPS =
            Map.of(Role.OPERATOR, Set.of("llm-admins"), Role.AUDITOR, Set.of("finance", "audit"));

    private final Claims claims = new Claims(
            new ClaimSettings(Optional.of("tenant"), Optional.of("/org/team"), Optional.of("groups"), GROUPS));

    @Test
    void saysWhereTheHolderBelongsAndWhatItMayDo() {
        Map<String, Object> token =
                Map.of("tenant", "acme", "org", Map.of("team", "search"), "groups", List.of("staff", "audit"));

        assertThat(claims.holder("ada", token))
                .isEqualTo(new Recognition.Known(new Caller(
                        "ada", Optional.of("acme"), Optional.of("search"), Set.of(Role.CALLER, Role.AUDITOR))));
    }

    @Test
    void takesGroupsInOneTextToo() {
        assertThat(caller(Map.of("tenant", "acme", "groups", "staff llm-admins"))
                        .roles())
                .containsExactlyInAnyOrder(Role.CALLER, Role.OPERATOR);
        assertThat(caller(Map.of("tenant", "acme", "groups", 7)).roles()).containsExactly(Role.CALLER);
        assertThat(caller(Map.of("tenant", "acme", "groups", List.of(7, "llm-admins-of-another")))
                        .roles())
                .containsExactly(Role.CALLER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb"})
    void refusesATokenWithoutItsTenant(String tenant) {
        assertThat(claims.holder("ada", Map.of("tenant", tenant)))
                .isEqualTo(new Recognition.Unknown(Refusal.NO_TENANT));
        assertThat(claims.holder("ada", Map.of("tenant", List.of("acme"))))
                .isEqualTo(new Recognition.Unknown(Refusal.NO_TENANT));
        assertThat(claims.holder("ada", Map.of())).isEqualTo(new Recognition.Unknown(Refusal.NO_TENANT));
    }

    @Test
    void whoIsNotInTheCallersGroupMayNotCall() {
        Claims strict = new Claims(new ClaimSettings(
                Optional.empty(), Optional.empty(), Optional.of("groups"), Map.of(Role.CALLER, Set.of("staff"))));

        assertThat(((Recognition.Known) strict.holder("ada", Map.of("groups", List.of("guests"))))
                        .caller()
                        .roles())
                .isEmpty();
        assertThat(((Recognition.Known) strict.holder("ada", Map.of("groups", List.of("staff"))))
                        .caller()
                        .roles())
                .containsExactly(Role.CALLER);
    }

    private Caller caller(Map<String, Object> token) {
        return ((Recognition.Known) claims.holder("ada", token)).caller();
    }
}
