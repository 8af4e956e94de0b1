package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.Allowance;
import io.patchbay.call.Attempt;
import io.patchbay.call.Call;
import io.patchbay.call.CallId;
import io.patchbay.call.Caller;
import io.patchbay.call.Explanation;
import io.patchbay.call.Outcome;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import io.patchbay.call.Settled;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.chat.Usage;
import io.patchbay.config.CatalogueForTests;
import io.patchbay.ledger.UsageSummary.By;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every database under the ledger has to do so that calls can be priced again: keep prices, and give them back exactly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RepricingContract {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Usage MILLION = Usage.builder().input(1_000_000).build();

    private TestDatabase database;

    abstract TestDatabase open(Consumer<DataSource> before);

    @BeforeAll
    void start() {
        database = open(empty -> {});
    }

    @AfterAll
    void close() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.run("delete from attempt_record");
        database.run("delete from usage_record");
        database.run("delete from catalogue_version");
    }

    private void keep(Catalogue... catalogues) {
        database.inTransaction(session ->
                session.doWork(connection -> CatalogueVersions.add(new Sql(connection), List.of(catalogues), NOW)));
    }

    private <T> T reading(Function<EntityManager, T> read) {
        try (EntityManager entities = database.sessions().createEntityManager()) {
            return read.apply(entities);
        }
    }

    private Optional<Catalogue> find(String version) {
        return reading(entities -> new VersionReader(new CatalogueVersions(), entities).find(version));
    }

    private Catalogue kept(String version) {
        return find(version).orElseThrow();
    }

    private Repriced reprice(Catalogue catalogue, By by, Scope scope, int pages) {
        return reading(
                entities -> new Repricing(new UsageReader(entities, Calls.ALL_KEPT), Calls.ALL_KEPT, () -> NOW, pages)
                        .by(catalogue, by, UsageFilter.ALL, scope));
    }

    private Repriced reprice(Catalogue catalogue, By by) {
        return reprice(catalogue, by, Scope.ALL, 100);
    }

    private void write(List<Settled> calls) {
        List<Entry> entries = new ArrayList<>();
        calls.forEach(call -> entries.add(new Settlement(call, Optional.empty(), Instant.EPOCH.plusSeconds(5))));
        database.write(entries, new UUID(0, 1), NOW);
    }

    private static Catalogue catalogue(String version, Map<String, String> inputPrices) {
        return new Catalogue(
                version,
                inputPrices.entrySet().stream()
                        .map(price -> model(
                                price.getKey(),
                                Prices.always(Price.of(new BigDecimal(price.getValue()), BigDecimal.ONE))))
                        .toList());
    }

    private static Model model(String id, Prices prices) {
        return new Model(
                "p",
                id,
                List.of(),
                id,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Set.of(),
                prices,
                Optional.empty(),
                Optional.empty(),
                false,
                Manner.USUAL);
    }

    private static Settled call(Caller caller, String model, Optional<String> cost) {
        Attempt attempt = attempt("p", model, NOW, MILLION);
        return settled(caller, List.of(attempt), cost.map(BigDecimal::new), "v1");
    }

    private static Attempt attempt(String provider, String model, Instant at, Usage usage) {
        return new Attempt(
                provider,
                model,
                at,
                Duration.ofMillis(9),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                Optional.of(usage));
    }

    private static Settled settled(Caller caller, List<Attempt> attempts, Optional<BigDecimal> cost, String version) {
        Attempt last = attempts.getLast();
        Call call = new Call(
                "r", Optional.of(last.model()), caller, Call.Labels.NONE, Map.of(), true, Optional.empty(), NOW);
        return new Settled(
                CallId.next(),
                call,
                Outcome.COMPLETED,
                Optional.of(last.provider()),
                Optional.of(last.model()),
                attempts.stream().flatMap(one -> one.usage().stream()).reduce(Usage.NONE, Usage::plus),
                cost,
                Optional.of(version),
                false,
                Duration.ofMillis(9),
                Optional.empty(),
                attempts,
                Optional.empty(),
                Allowance.UNLIMITED,
                Explanation.NONE);
    }

    @Test
    void givesTheShippedCatalogueBackExactly() {
        Catalogue shipped = CatalogueForTests.shipped();
        keep(shipped);
        keep(shipped);

        Catalogue kept = kept(shipped.version());

        assertThat(kept.models()).hasSizeGreaterThan(1_000).hasSameSizeAs(shipped.models());
        assertThat(kept.models())
                .usingRecursiveFieldByFieldElementComparatorOnFields("provider", "id", "also", "wireId", "prices")
                .isEqualTo(shipped.models());
        assertThat(kept.models().stream().map(Model::prices).toList())
                .isEqualTo(shipped.models().stream().map(Model::prices).toList());
    }

    @Test
    void listsTheVersionsTheNewestFirst() {
        keep(catalogue("v1", Map.of()));

        List<VersionReader.Version> all =
                reading(entities -> new VersionReader(new CatalogueVersions(), entities).all());

        assertThat(all).containsExactly(new VersionReader.Version("v1", NOW));
        assertThat(find("v2")).isEmpty();
    }

    /** Any usage of any model that ships, on any day, with a try before the one that answered. */
    @Test
    void pricesCallsByTheirOwnVersionAtWhatTheyCost() {
        Catalogue shipped = CatalogueForTests.shipped();
        keep(shipped);
        Random random = new Random(20261122);
        List<Model> priced = shipped.models().stream()
                .filter(model -> !model.prices().dated().isEmpty())
                .toList();
        List<Settled> calls = IntStream.range(0, 1_500)
                .mapToObj(n -> anyCall(priced, shipped.version(), random))
                .toList();
        write(calls);
        Catalogue kept = kept(shipped.version());

        List<UsageItem> rows = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Optional<String> from = next;
            UsagePage page = reading(entities -> new UsageReader(entities, Calls.ALL_KEPT)
                    .page(new UsageQuery(UsageFilter.ALL, 1_000, from), Scope.ALL));
            rows.addAll(page.items());
            next = page.next();
        } while (next.isPresent());

        assertThat(rows).hasSize(1_500).allSatisfy(row -> {
            if (row.cost().isPresent()) {
                assertThat(row.costBy(kept).orElseThrow())
                        .isEqualByComparingTo(row.cost().get());
            } else {
                assertThat(row.costBy(kept)).isEmpty();
            }
        });
        Repriced.Group total = reprice(kept, By.PROVIDER).total();
        assertThat(total.repriced()).isPositive().isEqualByComparingTo(total.cost());
        assertThat(total.difference()).isZero();
        assertThat(total.unpriced()).isEqualTo(total.unpricedBefore());
    }

    private static Settled anyCall(List<Model> models, String version, Random random) {
        List<Attempt> attempts = new ArrayList<>();
        Optional<BigDecimal> cost = Optional.of(BigDecimal.ZERO);
        for (int n = random.nextInt(2); n < 2; n++) {
            Model model = models.get(random.nextInt(models.size()));
            Instant at = NOW.minus(random.nextInt(400), ChronoUnit.DAYS);
            Usage usage = anyUsage(model.price(Prices.day(at)), random);
            attempts.add(attempt(model.provider(), random.nextBoolean() ? model.id() : model.wireId(), at, usage));
            Optional<BigDecimal> one = model.price(Prices.day(at)).map(price -> price.costOf(usage));
            cost = cost.flatMap(sum -> one.map(sum::add));
        }
        return settled(new Caller("anna"), attempts, cost, version);
    }

    private static Usage anyUsage(Optional<Price> price, Random random) {
        List<String> tiers = new ArrayList<>(List.of("", "flex", "unheard-of"));
        price.ifPresent(known -> tiers.addAll(known.serviceTiers().keySet()));
        return Usage.builder()
                .input(random.nextInt(500_000))
                .cacheRead(random.nextInt(3) * random.nextInt(10_000))
                .cacheWrite5m(random.nextInt(2) * random.nextInt(10_000))
                .cacheWrite1h(random.nextInt(2) * random.nextInt(10_000))
                .output(random.nextInt(50_000))
                .reasoning(random.nextInt(60_000))
                .audioInput(random.nextInt(2) * random.nextInt(1_000))
                .audioOutput(random.nextInt(2) * random.nextInt(1_000))
                .imageInput(random.nextInt(2) * random.nextInt(1_000))
                .imageOutput(random.nextInt(2) * random.nextInt(1_000))
                .serviceTier(tiers.get(random.nextInt(tiers.size())))
                .estimated(random.nextBoolean())
                .build();
    }

    @Test
    void saysWhatCallsWouldHaveCostMore() {
        Caller anna = new Caller("anna");
        write(List.of(
                call(anna, "a", Optional.of("2")),
                call(anna, "a", Optional.of("2")),
                call(anna, "gone", Optional.of("5")),
                call(anna, "new", Optional.empty())));

        Repriced repriced = reprice(catalogue("v2", Map.of("a", "3.5", "new", "7")), By.MODEL);

        assertThat(repriced.groups())
                .extracting(group -> "%s %d: %s, %s, %s; %d, %d"
                        .formatted(
                                group.key().orElse(""),
                                group.calls(),
                                plain(group.cost()),
                                plain(group.repriced()),
                                plain(group.difference()),
                                group.unpriced(),
                                group.unpricedBefore()))
                .containsExactly("a 2: 4, 7, 3; 0, 0", "gone 1: 5, 0, 0; 1, 0", "new 1: 0, 7, 0; 0, 1");
        assertThat(repriced.total().difference()).isEqualByComparingTo("3");
        assertThat(repriced.total().repriced()).isEqualByComparingTo("14");
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    @Test
    void takesThePriceOfTheDayOnWhichATryBegan() {
        write(List.of(call(new Caller("anna"), "a", Optional.of("2"))));
        Prices changing = new Prices(List.of(
                new Prices.Dated(LocalDate.MIN, Price.of(BigDecimal.TWO, BigDecimal.ONE)),
                new Prices.Dated(LocalDate.parse("2026-11-22"), Price.of(BigDecimal.TEN, BigDecimal.ONE)),
                new Prices.Dated(LocalDate.parse("2026-11-23"), Price.of(BigDecimal.ONE, BigDecimal.ONE))));
        keep(new Catalogue("v2", List.of(model("a", changing))));

        assertThat(reprice(kept("v2"), By.MODEL).total().repriced()).isEqualByComparingTo("10");
    }

    @Test
    void readsNoFurtherThanItsReaderMay() {
        Caller acmes = new Caller(
                "anna", Optional.of("acme"), Optional.empty(), Optional.empty(), Set.of(Role.AUDITOR), Rights.ALL);
        write(List.of(call(acmes, "a", Optional.of("2")), call(new Caller("bob"), "a", Optional.of("2"))));

        Repriced seen = reprice(catalogue("v2", Map.of("a", "3")), By.CALLER, Scope.of(acmes), 100);

        assertThat(seen.groups()).extracting(Repriced.Group::key).containsExactly(Optional.of("anna"));
        assertThat(seen.total().calls()).isEqualTo(1);
    }

    @Test
    void readsAllPagesAndRefusesMoreThanItMayRead() {
        write(IntStream.range(0, 1_001)
                .mapToObj(n -> call(new Caller("anna"), "a", Optional.of("2")))
                .toList());
        Catalogue dearer = catalogue("v2", Map.of("a", "3"));

        assertThat(reprice(dearer, By.TEAM, Scope.ALL, 2).total().difference()).isEqualByComparingTo("1001");
        assertThatThrownBy(() -> reprice(dearer, By.TEAM, Scope.ALL, 1)).isInstanceOf(TooManyCallsException.class);
    }

    @Test
    void refusesMoreGroupsThanAnybodyReads() {
        write(IntStream.range(0, 1_001)
                .mapToObj(n -> call(new Caller("anna " + n), "a", Optional.of("2")))
                .toList());

        assertThatThrownBy(() -> reprice(catalogue("v2", Map.of("a", "3")), By.CALLER))
                .isInstanceOf(TooManyGroupsException.class);
    }
}
