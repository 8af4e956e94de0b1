package io.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoorTest {

    private static final Map<String, String> KEYS = Map.of("portal", "a-key-of-the-portals");
    private static final TokenSettings TOKENS = new TokenSettings(
            Optional.of("https://idp.example"), List.of("patchbay"), Optional.of("keys.json"), Optional.empty());
    private static final Optional<Refusal> WHY = Optional.of(Refusal.INVALID_TOKEN);

    @Test
    void letsAnybodyInOnItsOwnMachineWhileItKnowsNobody() {
        assertThat(new Door(new AccessSettings(Map.of(), false)).refusal(false, WHY))
                .isEmpty();
    }

    @Test
    void letsNobodyInFromOutsideWhileItKnowsNobody() {
        assertThat(new Door(new AccessSettings(Map.of(), true)).refusal(false, WHY))
                .contains(Refusal.CLOSED);
    }

    @Test
    void wantsACallerOnceItHasKeysOrAnIdentityProvider() {
        for (AccessSettings settings : List.of(
                new AccessSettings(KEYS, false), new AccessSettings(Map.of(), true, TOKENS, Set.of(), Set.of()))) {
            Door door = new Door(settings);

            assertThat(door.refusal(true, Optional.empty())).isEmpty();
            assertThat(door.refusal(false, WHY)).isEqualTo(WHY);
            assertThat(door.refusal(false, Optional.empty())).contains(Refusal.NO_KEY);
        }
    }
}
