package io.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Caller;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesTest {

    private final Roles roles = new Roles(new AccessSettings(
            Map.of(), false, TokenSettings.NONE, Set.of("anna"), Set.of("eve"), DirectorySettings.NONE));

    @Test
    void operatorsAndAuditorsAreNamed() {
        assertThat(roles.granted(new Caller("anna")).roles()).containsExactlyInAnyOrder(Role.CALLER, Role.OPERATOR);
        assertThat(roles.granted(new Caller("eve")).roles()).containsExactlyInAnyOrder(Role.CALLER, Role.AUDITOR);
        assertThat(roles.granted(new Caller("ada"))).isEqualTo(new Caller("ada"));
    }

    @Test
    void aVirtualKeyIsNobodyByItsName() {
        Caller holder = new Caller(
                "anna", Optional.of("acme"), Optional.empty(), Optional.of("key_abc"), Set.of(Role.CALLER), Rights.ALL);

        assertThat(roles.granted(holder)).isEqualTo(holder);
    }
}
