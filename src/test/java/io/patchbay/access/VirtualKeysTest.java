package io.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.Caller;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import io.patchbay.net.Network;
import io.patchbay.testing.TestClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualKeysTest {

    private static final String PEPPER = "a pepper of thirty-two characters";
    private static final String OTHER = "another one, of as many characters";
    private static final Optional<InetAddress> ANYWHERE = Optional.empty();
    private static final Tenant ACME = new Tenant("acme", "Acme", true, Instant.EPOCH, 1);
    private static final Team SEARCH = new Team("acme", "search", "Search", true, Instant.EPOCH, 1);

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private DirectoryFile file;

    @BeforeEach
    void begin() {
        file = new DirectoryFile(Optional.of(folder.resolve("directory.json")));
    }

    /** Keys that know what the file has. */
    private VirtualKeys keys(Peppers peppers, Unit... units) {
        file.write(new Roster(1, List.of(units)), clock.instant());
        return keys(peppers);
    }

    private VirtualKeys keys(Peppers peppers) {
        DirectorySettings settings = new DirectorySettings(peppers, Duration.ofHours(1), List.of());
        DirectoryStore absent = new DirectoryStore(() -> {
            throw new IllegalStateException("no database");
        });
        Directory directory = new Directory(absent, file, settings, clock);
        directory.remember();
        return new VirtualKeys(directory, peppers, clock);
    }

    private static Peppers peppers(String... peppers) {
        return new Peppers(List.of(peppers));
    }

    private VirtualKeys.Fresh fresh(Peppers peppers) {
        return keys(peppers).make();
    }

    private static VirtualKey key(VirtualKeys.Fresh fresh) {
        return new VirtualKey(
                "key_abc",
                fresh.secret(),
                "acme",
                Optional.of("search"),
                Optional.empty(),
                "portal",
                Set.of(Role.CALLER),
                new Rights(List.of("openai/*"), List.of()),
                List.of(),
                VirtualKey.Limits.NONE,
                Instant.EPOCH,
                "anna",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    private static VirtualKey from(VirtualKey key, String network) {
        return new VirtualKey(
                key.id(),
                key.secret(),
                key.tenant(),
                key.team(),
                key.application(),
                key.name(),
                key.roles(),
                key.rights(),
                List.of(Network.parse(network).orElseThrow()),
                key.limits(),
                key.createdAt(),
                key.createdBy(),
                key.expiresAt(),
                key.revokedAt(),
                key.replaces(),
                key.version());
    }

    private static Recognition unknown(Refusal why) {
        return new Recognition.Unknown(why);
    }

    @Test
    void aKeyHas256BitsAndAPrefixThatIsNoPartOfThem() {
        VirtualKeys.Fresh one = fresh(peppers(PEPPER));
        VirtualKeys.Fresh other = fresh(peppers(PEPPER));

        assertThat(one.key())
                .matches("pb_[a-z2-7]{12}_[A-Za-z0-9_-]{43}")
                .startsWith(one.secret().prefix() + "_");
        assertThat(one.key()).isNotEqualTo(other.key());
        assertThat(one.secret().prefix()).isNotEqualTo(other.secret().prefix());
        assertThat(one.secret().hash()).hasSize(43).isNotEqualTo(one.key().substring(16));
        assertThat(VirtualKeys.looksLikeOne(one.key())).isTrue();
        assertThat(VirtualKeys.looksLikeOne(one.key() + "x")).isFalse();
        assertThat(VirtualKeys.looksLikeOne("sk-proj-4711")).isFalse();
    }

    @Test
    void aKeyIsWhoItWasMadeFor() {
        VirtualKeys.Fresh fresh = fresh(peppers(PEPPER));

        assertThat(keys(peppers(PEPPER), ACME, SEARCH, key(fresh)).recognise(fresh.key(), ANYWHERE))
                .isEqualTo(new Recognition.Known(new Caller(
                        "portal",
                        Optional.of("acme"),
                        Optional.of("search"),
                        Optional.of("key_abc"),
                        Set.of(Role.CALLER),
                        new Rights(List.of("openai/*"), List.of()))));
    }

    @Test
    void aKeyThatDiffersInOneLetterIsNobodys() {
        VirtualKeys.Fresh fresh = fresh(peppers(PEPPER));
        VirtualKeys keys = keys(peppers(PEPPER), ACME, SEARCH, key(fresh));
        String key = fresh.key();

        for (int i = 3; i < key.length(); i++) {
            char other = key.charAt(i) == 'a' ? 'b' : 'a';
            String forged = key.substring(0, i) + other + key.substring(i + 1);
            assertThat(keys.recognise(forged, ANYWHERE)).as(forged).isEqualTo(unknown(Refusal.UNKNOWN_KEY));
        }
        assertThat(keys.recognise(fresh.secret().prefix(), ANYWHERE)).isEqualTo(unknown(Refusal.UNKNOWN_KEY));
        assertThat(keys.recognise("", ANYWHERE)).isEqualTo(unknown(Refusal.UNKNOWN_KEY));
    }

    @Test
    void anOlderPepperStillServesAndAMissingOneIsOurFault() {
        VirtualKeys.Fresh fresh = fresh(peppers(PEPPER));

        assertThat(keys(peppers(OTHER, PEPPER), ACME, SEARCH, key(fresh)).recognise(fresh.key(), ANYWHERE))
                .isInstanceOf(Recognition.Known.class);
        for (Peppers without : List.of(peppers(OTHER), Peppers.NONE)) {
            assertThat(keys(without, ACME, SEARCH, key(fresh)).recognise(fresh.key(), ANYWHERE))
                    .isEqualTo(unknown(Refusal.NO_PEPPER));
        }
        assertThatThrownBy(() -> keys(Peppers.NONE).make())
                .isInstanceOf(Declined.class)
                .hasMessageContaining("PATCHBAY_PEPPER");
    }

    @Test
    void newKeysAreMadeWithTheFirstPepper() {
        assertThat(fresh(peppers(OTHER, PEPPER)).secret().pepper())
                .isEqualTo(fresh(peppers(OTHER)).secret().pepper())
                .isNotEqualTo(fresh(peppers(PEPPER)).secret().pepper());
        assertThat(peppers(PEPPER).toString()).doesNotContain(PEPPER);
    }

    @Test
    void aRevokedOrExpiredKeyOpensNothing() {
        VirtualKeys.Fresh fresh = fresh(peppers(PEPPER));
        Instant end = clock.instant().plusSeconds(60);
        VirtualKeys keys = keys(peppers(PEPPER), ACME, SEARCH, key(fresh).endingAt(end));

        assertThat(keys.recognise(fresh.key(), ANYWHERE)).isInstanceOf(Recognition.Known.class);
        clock.advance(Duration.ofSeconds(60));
        assertThat(keys.recognise(fresh.key(), ANYWHERE)).isEqualTo(unknown(Refusal.EXPIRED_KEY));
        assertThat(keys(peppers(PEPPER), ACME, SEARCH, key(fresh).revokedAt(clock.instant()))
                        .recognise(fresh.key(), ANYWHERE))
                .isEqualTo(unknown(Refusal.REVOKED_KEY));
    }

    @Test
    void aKeyOfATenantOrTeamThatRestsOpensNothing() {
        VirtualKeys.Fresh fresh = fresh(peppers(PEPPER));
        Tenant asleep = new Tenant("acme", "Acme", false, Instant.EPOCH, 2);
        Team resting = new Team("acme", "search", "Search", false, Instant.EPOCH, 2);

        assertThat(keys(peppers(PEPPER), asleep, SEARCH, key(fresh)).recognise(fresh.key(), ANYWHERE))
                .isEqualTo(unknown(Refusal.TENANT_INACTIVE));
        assertThat(keys(peppers(PEPPER), ACME, resting, key(fresh)).recognise(fresh.key(), ANYWHERE))
                .isEqualTo(unknown(Refusal.TEAM_INACTIVE));
    }

    @Test
    void aKeyForANetworkIsForNoOtherAndForNoUnknownOne() throws UnknownHostException {
        VirtualKeys.Fresh fresh = fresh(peppers(PEPPER));
        VirtualKeys keys = keys(peppers(PEPPER), ACME, SEARCH, from(key(fresh), "10.0.0.0/8"));

        assertThat(keys.recognise(fresh.key(), Optional.of(InetAddress.getByName("10.1.2.3"))))
                .isInstanceOf(Recognition.Known.class);
        assertThat(keys.recognise(fresh.key(), Optional.of(InetAddress.getByName("11.1.2.3"))))
                .isEqualTo(unknown(Refusal.ADDRESS_NOT_ALLOWED));
        assertThat(keys.recognise(fresh.key(), ANYWHERE)).isEqualTo(unknown(Refusal.ADDRESS_NOT_ALLOWED));
    }

    @Test
    void whatIsTooOldRefusesNobodyForGood() {
        VirtualKeys.Fresh fresh = fresh(peppers(PEPPER));
        VirtualKeys keys = keys(peppers(PEPPER), ACME, SEARCH, key(fresh));

        clock.advance(Duration.ofMinutes(59));
        assertThat(keys.recognise(fresh.key(), ANYWHERE)).isInstanceOf(Recognition.Known.class);
        clock.advance(Duration.ofMinutes(2));
        assertThat(keys.recognise(fresh.key(), ANYWHERE)).isEqualTo(unknown(Refusal.DIRECTORY_STALE));
    }
}
