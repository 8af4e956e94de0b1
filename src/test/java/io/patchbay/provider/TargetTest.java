package io.patchbay.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.budget.Place;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Patience;
import io.patchbay.provider.ProviderSettings.Clocks;
import io.patchbay.provider.ProviderSettings.Fields;
import io.patchbay.testing.Rows;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TargetTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 9, 1);

    private final ProviderSettings row = Rows.provider("one");

    @Test
    void itsClocksAreThoseOfItsRow() {
        assertThat(Rows.listed(row, "m").clocks()).isEqualTo(row.clocks());
    }

    @Test
    void aLimitHoldsForThoughtsWhereTheRowHasOneOfItsOwnForThem() {
        Fields own = new Fields(
                Map.of(), Map.of("max_tokens", "max_completion_tokens"), Set.of(), ProviderSettings.Unsupported.DROP);

        assertThat(limitsThoughts(row.toBuilder(), "gpt-5")).isFalse();
        assertThat(limitsThoughts(row.toBuilder().fields(own), "gpt-5")).isTrue();
        assertThat(limitsThoughts(row.toBuilder().fields(own), "grok-4")).isFalse();
        assertThat(limitsThoughts(row.toBuilder().dialect("anthropic"), "claude-opus-4-5"))
                .isTrue();
    }

    @Test
    void hasAllNamesOfItsModelWhicheverWasAskedFor() {
        Optional<Model> known = Optional.of(Rows.model("one", "vendor/long", List.of("short"), "wire", 1_000));

        assertThat(List.of("short", "wire", "vendor/long"))
                .allSatisfy(asked -> assertThat(Target.of(row, asked, known).names())
                        .containsExactlyInAnyOrder(
                                "short", "wire", "vendor/long", "@one/short", "@one/wire", "@one/vendor/long"));
        assertThat(Rows.target(row, "m").names()).containsExactlyInAnyOrder("m", "@one/m");
    }

    /** Or a month of one model would be several lines. */
    @Test
    void itIsCalledAsTheCatalogueCallsItWhicheverNameWasAskedFor() {
        Optional<Model> known = Optional.of(Rows.model("one", "vendor/long", List.of("short"), "wire", 1_000));

        assertThat(List.of("short", "wire", "vendor/long"))
                .allSatisfy(asked ->
                        assertThat(Target.of(row, asked, known).modelId()).isEqualTo("vendor/long"));
    }

    @Test
    void itsPlaceIsWhatItsRowAndModelSay() {
        Target target = Rows.listed(
                row.toBuilder().maxTokens(OptionalInt.of(7)).aggregator(true).build(), "m");

        assertThat(target.place(TODAY))
                .isEqualTo(new Place(target.wireId(), target.model(), TODAY, OptionalInt.of(7), false, true));
    }

    private static boolean limitsThoughts(ProviderSettingsBuilder row, String model) {
        return Rows.listed(row.build(), model).place(TODAY).limitsThoughts();
    }

    @Test
    void aModelThatThinksMayTakeLongerToBegin() {
        Target thinking = Target.of(row, "m", Optional.of(Rows.model("one", "m").able(Set.of(Capability.REASONING))));

        assertThat(thinking.clocks().firstEvent()).isEqualTo(Clocks.DEFAULT.firstEventReasoning());
    }

    @Test
    void whoAsksMayHaveAnotherPatience() {
        Target target = Rows.listed(row, "m").with(patience(Duration.ofSeconds(1), Duration.ofSeconds(2)));

        assertThat(target.clocks().firstEvent()).isEqualTo(Duration.ofSeconds(1));
        assertThat(target.clocks().call()).isEqualTo(Duration.ofSeconds(2));
        assertThat(target.clocks().silence()).isEqualTo(row.clocks().silence());
    }

    /** The guard's own limit is made of the row's when its class is, and nothing may go beyond. */
    @Test
    void nobodyWaitsLongerForACallThanItsRow() {
        Target target = Rows.listed(row, "m").with(patience(Duration.ofSeconds(1), Duration.ofHours(2)));

        assertThat(target.clocks().call()).isEqualTo(row.clocks().call());
    }

    /** Else nothing of the deadline would be left for the next target. */
    @Test
    void aSilentTargetOfAWholeCallLeavesHalfTheTimeToTheOthers() {
        assertThat(Clocks.DEFAULT.longest(false)).isEqualTo(Duration.ofMinutes(5));
        assertThat(Clocks.DEFAULT.longest(true)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aModelMayBeGivenLongerForAWholeAnswerButNotThanItsCall() {
        Patience patient = new Patience(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofHours(1)),
                Optional.empty());

        assertThat(Rows.listed(row, "m").with(patient).clocks().longest(false))
                .isEqualTo(row.clocks().call());
    }

    private static Patience patience(Duration firstEvent, Duration call) {
        return new Patience(
                Optional.empty(), Optional.of(firstEvent), Optional.empty(), Optional.empty(), Optional.of(call));
    }
}
