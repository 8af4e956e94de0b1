package io.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import io.patchbay.testing.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorTest {

    private static final Map<String, String> KEYS = Map.of("portal", "a-key-of-the-portals");
    private static final TokenSettings TOKENS = new TokenSettings(
            Optional.of("https://idp.example"), List.of("patchbay"), Optional.of("keys.json"), Optional.empty());
    private static final Optional<Refusal> WHY = Optional.of(Refusal.UNKNOWN_KEY);
    private static final DirectorySettings PEPPERED = new DirectorySettings(
            new Peppers(List.of("a pepper of thirty-two characters")), Duration.ofHours(1), List.of());

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();

    private Door door(AccessSettings settings, Unit... units) {
        DirectoryFile file = new DirectoryFile(Optional.of(folder.resolve("directory.json")));
        if (units.length > 0) {
            file.write(new Roster(1, List.of(units)), clock.instant());
        }
        DirectoryStore absent = new DirectoryStore(() -> {
            throw new IllegalStateException("no database");
        });
        Directory directory = new Directory(absent, file, settings.directory(), clock);
        directory.remember();
        return new Door(settings, directory);
    }

    private static AccessSettings peppered(boolean open) {
        return new AccessSettings(Map.of(), open, TokenSettings.NONE, Set.of(), Set.of(), PEPPERED);
    }

    private static Unit keyOf(Role role) {
        return new VirtualKey(
                "key_abc",
                new VirtualKey.Secret("pb_abc", "hash", "pepper"),
                "acme",
                Optional.empty(),
                Optional.empty(),
                "portal",
                Set.of(role),
                Rights.ALL,
                List.of(),
                VirtualKey.Limits.NONE,
                Instant.EPOCH,
                "anna",
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    @Test
    void letsAnybodyInOnItsOwnMachineWhileItKnowsNobody() {
        assertThat(door(new AccessSettings(Map.of(), false)).refusal(false, WHY))
                .isEmpty();
    }

    @Test
    void letsNobodyInFromOutsideWhileItKnowsNobody() {
        assertThat(door(new AccessSettings(Map.of(), true)).refusal(false, WHY)).contains(Refusal.CLOSED);
    }

    @Test
    void wantsACallerOnceItHasKeysOrAnIdentityProvider() {
        for (AccessSettings settings : List.of(
                new AccessSettings(KEYS, false),
                new AccessSettings(Map.of(), true, TOKENS, Set.of(), Set.of(), DirectorySettings.NONE))) {
            Door door = door(settings);

            assertThat(door.refusal(true, Optional.empty())).isEmpty();
            assertThat(door.refusal(false, WHY)).isEqualTo(WHY);
            assertThat(door.refusal(false, Optional.empty())).contains(Refusal.NO_KEY);
        }
    }

    @Test
    void aKeyOfOursThatIsNoLongerGoodLetsNobodyInAsAVisitor() {
        Door door = door(peppered(false), keyOf(Role.CALLER));

        assertThat(door.refusal(false, WHY)).isEmpty();
        for (Refusal why : List.of(Refusal.REVOKED_KEY, Refusal.EXPIRED_KEY, Refusal.ADDRESS_NOT_ALLOWED)) {
            assertThat(door.refusal(false, Optional.of(why))).contains(why);
        }
    }

    @Test
    void onceAnOperatorHasAKeyOfTheDatabaseEverybodyNeedsOne() {
        assertThat(door(peppered(false), keyOf(Role.OPERATOR)).refusal(false, Optional.empty()))
                .contains(Refusal.NO_KEY);
    }

    @Test
    void whereKeysMayBeButAreNotKnownNobodyIsLetIn() {
        assertThat(door(peppered(false)).refusal(false, Optional.empty())).contains(Refusal.NO_KEY);
    }

    @Test
    void aPepperOpensAServer() {
        assertThat(door(peppered(true), keyOf(Role.CALLER)).refusal(true, Optional.empty()))
                .isEmpty();
        assertThat(door(peppered(true), keyOf(Role.CALLER)).refusal(false, Optional.empty()))
                .contains(Refusal.NO_KEY);
    }
}
