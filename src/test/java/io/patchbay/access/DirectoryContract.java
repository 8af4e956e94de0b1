package io.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.access.LimitAdministration.Rates;
import io.patchbay.budget.RateLimit;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Caller;
import io.patchbay.call.Failure;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import io.patchbay.database.Connections;
import io.patchbay.database.Migrations;
import io.patchbay.net.Network;
import io.patchbay.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the directory does with a database, whichever it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DirectoryContract {

    private static final Peppers PEPPERS = new Peppers(List.of("a pepper of thirty-two characters"));
    private static final DirectorySettings SETTINGS = new DirectorySettings(PEPPERS, Duration.ofHours(1), List.of());
    private static final Caller OPERATOR = Caller.ANONYMOUS.with(Role.OPERATOR);

    private final TestClock clock = new TestClock();
    private final AtomicBoolean away = new AtomicBoolean();

    @TempDir
    private Path folder;

    private Node node;

    abstract DataSource database();

    /** A server's directory, and who manages it there. */
    private final class Node {
        private final Directory directory;
        private final VirtualKeys keys;
        private final Administration administration;
        private final KeyAdministration keyAdministration;
        private final LimitAdministration limits;

        Node(String file) {
            directory = new Directory(
                    new DirectoryStore(this::begin),
                    new DirectoryFile(Optional.of(folder.resolve(file))),
                    SETTINGS,
                    clock);
            keys = new VirtualKeys(directory, PEPPERS, clock);
            Changes changes = new Changes(directory, clock);
            administration = new Administration(changes);
            keyAdministration = new KeyAdministration(changes, keys);
            limits = new LimitAdministration(changes);
        }

        private Connections.Transaction begin() throws SQLException {
            if (away.get()) {
                throw new SQLException("the database is away");
            }
            Connection connection = database().getConnection();
            connection.setAutoCommit(false);
            return new Plain(connection);
        }

        Recognition recognise(KeyAdministration.Made made) {
            return keys.recognise(made.text(), Optional.empty());
        }
    }

    private record Plain(Connection connection) implements Connections.Transaction {

        @Override
        public void commit() throws SQLException {
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            try (connection) {
                connection.rollback();
            }
        }
    }

    @BeforeAll
    void migrate() {
        Migrations.migrate(database());
    }

    @BeforeEach
    void begin() throws SQLException, IOException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("rate_limit", "access_key", "application", "team", "tenant")) {
                statement.executeUpdate("delete from " + table);
            }
        }
        Files.deleteIfExists(folder.resolve("one.json"));
        away.set(false);
        node = new Node("one.json");
        node.administration.addTenant("acme", "Acme");
        node.administration.addTenant("umbrella", "Umbrella");
        node.administration.addTeam("acme", "search", "Search");
        node.administration.addTeam("acme", "sales", "Sales");
        node.administration.addApplication("acme", "portal", Optional.of("search"), "The portal");
    }

    private static NewKey wish() {
        return new NewKey(
                "portal",
                Optional.of("acme"),
                Optional.of("search"),
                Optional.of("portal"),
                Set.of(Role.CALLER, Role.TEAM_LEAD),
                new Rights(List.of("openai/*", "fast"), List.of("openai")),
                List.of(
                        Network.parse("10.0.0.0/8").orElseThrow(),
                        Network.parse("2001:db8::/32").orElseThrow()),
                new VirtualKey.Limits(Optional.of(60L), Optional.of(100_000L)),
                Optional.of(Instant.parse("2027-01-01T00:00:00Z")));
    }

    private static NewKey plain(Optional<String> tenant, Optional<String> team, Role... roles) {
        return new NewKey(
                "plain",
                tenant,
                team,
                Optional.empty(),
                Set.of(roles),
                Rights.ALL,
                List.of(),
                VirtualKey.Limits.NONE,
                Optional.empty());
    }

    private KeyAdministration.Made plainKey() {
        return node.keyAdministration.make(plain(Optional.of("acme"), Optional.empty(), Role.CALLER), OPERATOR);
    }

    private static Caller lead(String team) {
        return new Caller("lead", Optional.of("acme"), Optional.of(team), Set.of(Role.CALLER, Role.TEAM_LEAD));
    }

    private static void assertDeclined(Declined.Kind kind, ThrowingCallable wish) {
        assertThatThrownBy(wish)
                .isInstanceOfSatisfying(
                        Declined.class, declined -> assertThat(declined.kind()).isEqualTo(kind));
    }

    @Test
    void whatIsMadeIsReadBackAsItWas() {
        VirtualKey made = node.keyAdministration.make(wish(), OPERATOR).key();
        Node other = new Node("other.json");

        assertThat(other.keyAdministration.find(made.id(), OPERATOR)).isEqualTo(made);
        assertThat(other.administration.all(Tenant.class, OPERATOR))
                .extracting(Tenant::id)
                .containsExactly("acme", "umbrella");
        assertThat(other.administration
                        .find(Team.class, "acme/search", OPERATOR)
                        .name())
                .isEqualTo("Search");
        assertThat(other.administration
                        .find(Application.class, "acme/portal", OPERATOR)
                        .team())
                .contains("search");
    }

    @Test
    void theDatabaseHasTheHashAloneAndSoHasTheFile() throws SQLException, IOException {
        KeyAdministration.Made made = plainKey();
        String secret = made.text().substring(made.key().secret().prefix().length() + 1);

        assertThat(Files.readString(folder.resolve("one.json")))
                .contains(made.key().secret().hash(), made.key().secret().prefix())
                .doesNotContain(secret, "a pepper");
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select * from access_key")) {
            assertThat(rows.next()).isTrue();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                assertThat(String.valueOf(rows.getString(i))).doesNotContain(secret);
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("one.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyOpensAtOnceWhereItWasMadeAndElsewhereWithTheNextLook() {
        Node other = new Node("other.json");
        other.directory.look();
        KeyAdministration.Made made = plainKey();

        assertThat(node.recognise(made)).isInstanceOf(Recognition.Known.class);
        assertThat(other.recognise(made)).isEqualTo(new Recognition.Unknown(Refusal.UNKNOWN_KEY));
        other.directory.look();
        assertThat(other.recognise(made)).isInstanceOf(Recognition.Known.class);

        other.keyAdministration.revoke(made.key().id(), Optional.empty(), OPERATOR);
        assertThat(other.recognise(made)).isEqualTo(new Recognition.Unknown(Refusal.REVOKED_KEY));
        assertThat(node.recognise(made)).isInstanceOf(Recognition.Known.class);
        node.directory.look();
        assertThat(node.recognise(made)).isEqualTo(new Recognition.Unknown(Refusal.REVOKED_KEY));
    }

    @Test
    void aRotatedKeyServesUntilItsOverlapEnds() {
        KeyAdministration.Made old = plainKey();
        KeyAdministration.Made fresh =
                node.keyAdministration.rotate(old.key().id(), Duration.ofHours(1), Optional.of(1L), OPERATOR);

        assertThat(fresh.key().replaces()).contains(old.key().id());
        assertThat(fresh.text()).isNotEqualTo(old.text());
        assertThat(fresh.key().expiresAt()).isEmpty();
        assertThat(node.recognise(old)).isInstanceOf(Recognition.Known.class);
        assertThat(node.recognise(fresh)).isInstanceOf(Recognition.Known.class);
        assertDeclined(
                Declined.Kind.CONFLICT,
                () -> node.keyAdministration.rotate(old.key().id(), Duration.ZERO, Optional.empty(), OPERATOR));
        clock.advance(Duration.ofHours(1));
        node.directory.look();
        assertThat(node.recognise(old)).isEqualTo(new Recognition.Unknown(Refusal.EXPIRED_KEY));
        assertThat(node.recognise(fresh)).isInstanceOf(Recognition.Known.class);
        assertDeclined(
                Declined.Kind.CONFLICT,
                () -> node.keyAdministration.rotate(old.key().id(), Duration.ZERO, Optional.empty(), OPERATOR));
    }

    @Test
    void anOverlapMakesNoKeyLastLonger() {
        KeyAdministration.Made old = node.keyAdministration.make(wish(), OPERATOR);
        KeyAdministration.Made fresh =
                node.keyAdministration.rotate(old.key().id(), Duration.ofDays(999), Optional.empty(), OPERATOR);

        assertThat(node.keyAdministration.find(old.key().id(), OPERATOR).expiresAt())
                .isEqualTo(old.key().expiresAt());
        assertThat(fresh.key().expiresAt()).isEqualTo(old.key().expiresAt());
    }

    @Test
    void aKeysLimitHoldsForThoseThatItIsRotatedToAndNoOthers() {
        KeyAdministration.Made old = plainKey();
        Rates rates = new Rates(OptionalLong.of(7), OptionalLong.empty());
        LimitUnit unit = node.limits.add(
                Whose.wished(
                        Optional.of("acme"),
                        Optional.empty(),
                        Optional.of(old.key().id())),
                List.of("m"),
                rates);
        KeyAdministration.Made fresh =
                node.keyAdministration.rotate(old.key().id(), Duration.ofHours(1), Optional.empty(), OPERATOR);
        RateLimit limit = new RateLimit("limit:" + unit.limit().id(), "the key at m", rates.requests(), rates.tokens());

        assertThat(node.directory.of(callerOf(fresh), () -> List.of("m"))).containsExactly(limit);
        assertThat(node.directory.of(callerOf(old), () -> List.of("m"))).containsExactly(limit);
        assertThat(node.directory.of(callerOf(old), () -> List.of("n"))).isEmpty();
        assertThat(node.directory.of(callerOf(plainKey()), () -> List.of("m"))).isEmpty();
        node.limits.change(
                unit.ref(),
                new LimitAdministration.Edit(Optional.empty(), Optional.of(false), Optional.empty()),
                OPERATOR);
        assertThat(node.directory.of(callerOf(fresh), () -> List.of("m"))).isEmpty();
    }

    private Caller callerOf(KeyAdministration.Made made) {
        return ((Recognition.Known) node.recognise(made)).caller();
    }

    @Test
    void whoeverKnowsAnOlderVersionChangesNothing() {
        node.administration.change(Tenant.class, "acme", edit("Acme Ltd", 1), OPERATOR);

        assertThatThrownBy(() -> node.administration.change(Tenant.class, "acme", edit("Acme GmbH", 1), OPERATOR))
                .isInstanceOfSatisfying(Declined.class, declined -> {
                    assertThat(declined.kind()).isEqualTo(Declined.Kind.OUTDATED);
                    assertThat(declined.detail()).contains("its version is 2");
                });
        Tenant tenant = new Node("other.json").administration.find(Tenant.class, "acme", OPERATOR);
        assertThat(tenant.name()).isEqualTo("Acme Ltd");
        assertThat(tenant.version()).isEqualTo(2);
        assertThat(tenant.active()).isTrue();
    }

    private static Administration.Edit edit(String name, long version) {
        return new Administration.Edit(Optional.of(name), Optional.empty(), Optional.of(version));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> node.administration.addTenant("Acme Ltd", "x"))
                .hasMessage(
                        "id is \"Acme Ltd\"; it must be 1 to 64 of a-z, 0-9, '.', '_' and '-', beginning with a letter"
                                + " or digit, such as acme");
        assertDeclined(Declined.Kind.CONFLICT, () -> node.administration.addTenant("acme", "x"));
        assertDeclined(Declined.Kind.INVALID, () -> node.administration.addTeam("nobody", "search", "x"));
        assertDeclined(
                Declined.Kind.INVALID,
                () -> node.administration.addApplication("umbrella", "p", Optional.of("search"), "x"));
        assertThatThrownBy(() -> node.keyAdministration.make(
                        plain(Optional.of("umbrella"), Optional.of("search"), Role.CALLER), OPERATOR))
                .hasMessage("team is \"search\"; it must be the id of a team of the tenant's");
        assertThatThrownBy(() ->
                        node.keyAdministration.make(plain(Optional.empty(), Optional.empty(), Role.CALLER), OPERATOR))
                .hasMessage("tenant is \"\"; it must be the id of a tenant that there is");
        assertThat(node.keyAdministration.all(OPERATOR)).isEmpty();
    }

    @Test
    void whatIsNotForSomebodyIsNotThereForIt() {
        String foreign = node.keyAdministration
                .make(plain(Optional.of("umbrella"), Optional.empty(), Role.CALLER), OPERATOR)
                .key()
                .id();
        Caller auditor = new Caller("eve", Optional.of("acme"), Optional.empty(), Set.of(Role.AUDITOR));

        assertThat(node.administration.all(Tenant.class, auditor))
                .extracting(Tenant::id)
                .containsExactly("acme");
        node.administration.addTeam("umbrella", "search", "Search");
        assertThat(node.administration.all(Tenant.class, lead("search")))
                .extracting(Tenant::id)
                .containsExactly("acme");
        assertThat(node.administration.all(Team.class, lead("search")))
                .extracting(Team::ref)
                .containsExactly("acme/search");
        assertThat(node.keyAdministration.all(auditor)).isEmpty();
        assertThat(node.administration.all(Tenant.class, new Caller("guest"))).isEmpty();
        for (ThrowingCallable wish : List.<ThrowingCallable>of(
                () -> node.keyAdministration.find(foreign, auditor),
                () -> node.keyAdministration.find("key_none", auditor),
                () -> node.administration.find(Tenant.class, "umbrella", auditor),
                () -> node.keyAdministration.revoke(foreign, Optional.of(99L), lead("search")),
                () -> node.keyAdministration.rotate(foreign, Duration.ZERO, Optional.empty(), lead("search")))) {
            assertThatThrownBy(wish).hasMessage("There is nothing of that name, or nothing that you may see.");
        }
    }

    @Test
    void aLeadMakesKeysOfItsTeamWithNoMoreThanItsOwnRights() {
        KeyAdministration.Made own = node.keyAdministration.make(wish(), OPERATOR);
        Caller holder = own.key().holder();

        VirtualKey like = node.keyAdministration
                .make(plain(Optional.empty(), Optional.empty(), Role.CALLER), holder)
                .key();
        assertThat(like.tenant()).isEqualTo("acme");
        assertThat(like.team()).contains("search");
        assertThat(like.rights()).isEqualTo(own.key().rights());
        assertThat(like.networks()).isEqualTo(own.key().networks());
        assertThat(like.limits()).isEqualTo(own.key().limits());
        assertThat(like.expiresAt()).isEqualTo(own.key().expiresAt());
        assertThat(like.createdBy()).isEqualTo("portal");

        List<NewKey> beyond = new ArrayList<>();
        beyond.add(plain(Optional.of("umbrella"), Optional.empty(), Role.CALLER));
        beyond.add(plain(Optional.of("acme"), Optional.of("sales"), Role.CALLER));
        beyond.add(plain(Optional.empty(), Optional.empty(), Role.AUDITOR));
        beyond.add(plain(Optional.empty(), Optional.empty(), Role.OPERATOR));
        beyond.add(wider(new Rights(List.of("*"), List.of("openai")), "10.0.0.0/8", 60, "2027-01-01T00:00:00Z"));
        beyond.add(wider(new Rights(List.of("fast"), List.of("azure")), "10.0.0.0/8", 60, "2027-01-01T00:00:00Z"));
        beyond.add(wider(new Rights(List.of("fast"), List.of("openai")), "0.0.0.0/0", 60, "2027-01-01T00:00:00Z"));
        beyond.add(wider(new Rights(List.of("fast"), List.of("openai")), "10.0.0.0/8", 61, "2027-01-01T00:00:00Z"));
        beyond.add(wider(new Rights(List.of("fast"), List.of("openai")), "10.0.0.0/8", 60, "2027-01-01T00:00:01Z"));
        for (NewKey wish : beyond) {
            assertDeclined(Declined.Kind.FORBIDDEN, () -> node.keyAdministration.make(wish, holder));
        }
        node.keyAdministration.make(
                wider(new Rights(List.of("fast"), List.of("openai")), "10.1.0.0/16", 60, "2027-01-01T00:00:00Z"),
                holder);
    }

    private static NewKey wider(Rights rights, String network, long requests, String expiry) {
        return new NewKey(
                "more",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(Role.CALLER),
                rights,
                List.of(Network.parse(network).orElseThrow()),
                new VirtualKey.Limits(Optional.of(requests), Optional.of(1L)),
                Optional.of(Instant.parse(expiry)));
    }

    @Test
    void aLeadCannotRotateAKeyThatMayDoMoreThanItself() {
        KeyAdministration.Made auditors =
                node.keyAdministration.make(plain(Optional.of("acme"), Optional.of("search"), Role.AUDITOR), OPERATOR);

        assertDeclined(
                Declined.Kind.FORBIDDEN,
                () -> node.keyAdministration.rotate(
                        auditors.key().id(), Duration.ZERO, Optional.empty(), lead("search")));
        node.keyAdministration.revoke(auditors.key().id(), Optional.empty(), lead("search"));
        assertThat(node.recognise(auditors)).isEqualTo(new Recognition.Unknown(Refusal.REVOKED_KEY));
    }

    @Test
    void keysGoOnWithoutTheDatabaseForAsLongAsTheyAreFresh() {
        KeyAdministration.Made made = plainKey();
        away.set(true);
        node.directory.look();

        assertThat(node.recognise(made)).isInstanceOf(Recognition.Known.class);
        assertThatThrownBy(this::plainKey)
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Failure.LedgerUnavailable.class));
        clock.advance(Duration.ofMinutes(61));
        node.directory.look();
        assertThat(node.recognise(made)).isEqualTo(new Recognition.Unknown(Refusal.DIRECTORY_STALE));
        away.set(false);
        node.directory.look();
        assertThat(node.recognise(made)).isInstanceOf(Recognition.Known.class);
    }

    @Test
    void aStartWithoutTheDatabaseKnowsWhatWasKnownAndHowOldThatIs() {
        KeyAdministration.Made made = plainKey();
        clock.advance(Duration.ofMinutes(30));
        node.directory.look();
        away.set(true);
        Node restarted = new Node("one.json");
        restarted.directory.remember();
        restarted.directory.look();

        assertThat(restarted.directory.roster().units())
                .isEqualTo(node.directory.roster().units());
        assertThat(restarted.directory.since()).contains(clock.instant());
        assertThat(restarted.recognise(made)).isInstanceOf(Recognition.Known.class);
        clock.advance(Duration.ofMinutes(61));
        assertThat(restarted.recognise(made)).isEqualTo(new Recognition.Unknown(Refusal.DIRECTORY_STALE));
    }

    @Test
    void aStartWithoutDatabaseAndFileSaysSo() {
        KeyAdministration.Made made = plainKey();
        away.set(true);
        Node fresh = new Node("none.json");
        fresh.directory.remember();
        fresh.directory.look();

        assertThat(fresh.recognise(made)).isEqualTo(new Recognition.Unknown(Refusal.DIRECTORY_STALE));
        assertThat(fresh.directory.guarded()).isTrue();
    }

    @Test
    void aDamagedFileIsLeftOut() throws IOException {
        plainKey();
        Files.writeString(folder.resolve("one.json"), "{\"version\": 3, \"tenant\": [{}]}");
        Node restarted = new Node("one.json");
        restarted.directory.remember();

        assertThat(restarted.directory.since()).isEmpty();
    }

    @Test
    void changesOfTwoServersComeOneAfterAnother() throws InterruptedException {
        Node other = new Node("other.json");
        List<Thread> threads = List.of(
                adding(node.administration, IntStream.range(0, 20)),
                adding(other.administration, IntStream.range(20, 40)));
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(node.administration.all(Team.class, OPERATOR)).hasSize(42);
        assertThat(other.directory.upToDate().version())
                .isEqualTo(node.directory.roster().version());
    }

    private static Thread adding(Administration administration, IntStream numbers) {
        return Thread.ofPlatform()
                .start(() -> numbers.forEach(i -> administration.addTeam("acme", "team" + i, "Team " + i)));
    }
}
