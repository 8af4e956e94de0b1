package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.ledger.UsageFilter;
import io.patchbay.ledger.UsageQuery;
import io.patchbay.ledger.UsageSummary.By;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageParametersTest {

    private static UsageQuery query(String name, String value) {
        return UsageParameters.query(Map.of(name, List.of(value)));
    }

    @Test
    void asksForAHundredCallsWhereNothingIsSaid() {
        assertThat(UsageParameters.query(Map.of())).isEqualTo(new UsageQuery(UsageFilter.ALL, 100, Optional.empty()));
    }

    @Test
    void readsEachFilter() {
        assertThat(query("request_id", "a").filter().requestId()).contains("a");
        assertThat(query("job_id", "a").filter().jobId()).contains("a");
        assertThat(query("operation", "a").filter().operation()).contains("a");
        assertThat(query("model", "a").filter().model()).contains("a");
        assertThat(query("provider", "a").filter().provider()).contains("a");
        assertThat(query("caller", "a").filter().caller()).contains("a");
    }

    @Test
    void takesADayToItsEndAndAnInstantAsItIs() {
        assertThat(query("from", "2026-07-24").filter().from()).contains(Instant.parse("2026-07-24T00:00:00Z"));
        assertThat(query("to", "2026-07-24").filter().to()).contains(Instant.parse("2026-07-25T00:00:00Z"));
        assertThat(query("to", "2026-07-24T10:00:00Z").filter().to()).contains(Instant.parse("2026-07-24T10:00:00Z"));
        assertThat(query("to", "2026-07-24T10:00:00+02:00").filter().to())
                .contains(Instant.parse("2026-07-24T08:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "limit, 0, from 1 to 1000",
                "limit, 1001, from 1 to 1000",
                "limit, 1e2, a whole number",
                "limit, 99999999999, a whole number",
                "from, yesterday, a day such as 2026-07-24",
                "from, 2026-02-30, a day such as 2026-07-24",
                "to, +99999-01-01T00:00:00Z, a day such as 2026-07-24",
                "next, abc, the page before",
                "next, ////, the page before",
                "next, OTk5OTk5OTk5OTk5OTk5OTk5OTkuMQ, the page before",
                "model, ``, 1 to 256 characters",
                "zone, Europe/Berln, a time zone of the IANA's",
                "zone, ``, a time zone of the IANA's",
            })
    void namesWhatIsWrongWhatStandsThereAndWhatWouldBeRight(String parameter, String value, String right) {
        InvalidParameter invalid = catchThrowableOfType(InvalidParameter.class, () -> query(parameter, value));
        assertThat(invalid.parameter()).isEqualTo(parameter);
        assertThat(invalid).hasMessageContaining("\"" + value + "\"").hasMessageContaining(right);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> query("modle", "a"))
                .hasMessageContaining("no parameter \"modle\"")
                .hasMessageContaining("job_id, operation, model");
        assertThatThrownBy(() -> query("by", "model")).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> UsageParameters.summary(Map.of("limit", List.of("1"))))
                .isInstanceOf(InvalidParameter.class);
    }

    @Test
    void refusesAParameterThatStandsTwice() {
        assertThatThrownBy(() -> UsageParameters.query(Map.of("model", List.of("a", "b"))))
                .hasMessageContaining("more than once");
    }

    @Test
    void refusesWhatNoDatabaseTakesAndAWindowWithoutAnInside() {
        assertThatThrownBy(() -> query("caller", "a\0b")).hasMessageContaining("\"a?b\"");
        assertThatThrownBy(
                        () -> UsageParameters.query(Map.of("from", List.of("2026-07-25"), "to", List.of("2026-07-24"))))
                .hasMessageContaining("after from");
        assertThat(UsageParameters.query(Map.of("from", List.of("2026-07-24"), "to", List.of("2026-07-24")))
                        .filter()
                        .from())
                .isPresent();
    }

    @Test
    void groupsByModelUnlessToldOtherwise() {
        assertThat(UsageParameters.summary(Map.of()).by()).containsExactly(By.MODEL);
        assertThat(by("day")).containsExactly(By.DAY);
        assertThat(by("model,day")).containsExactly(By.MODEL, By.DAY);
    }

    private static List<By> by(String text) {
        return UsageParameters.summary(Map.of("by", List.of(text))).by();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DAY", "", "model,", ",", "model,model", "model,team,key", "day,hour", "model, day"})
    void groupsByNothingElse(String text) {
        assertThatThrownBy(() -> by(text))
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining(
                        "one of model, provider, tenant, team, key, caller, operation, job, hour, day, month, or two of them");
    }

    @Test
    void takesDaysInTheirZone() {
        UsageFilter filter = UsageParameters.query(Map.of(
                        "from", List.of("2026-07-24"), "to", List.of("2026-07-24"), "zone", List.of("Asia/Kathmandu")))
                .filter();
        assertThat(filter.from()).contains(Instant.parse("2026-07-23T18:15:00Z"));
        assertThat(filter.to()).contains(Instant.parse("2026-07-24T18:15:00Z"));
        assertThat(UsageParameters.summary(Map.of("zone", List.of("Europe/Berlin")))
                        .zone())
                .isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(UsageParameters.summary(Map.of()).zone()).isEqualTo(ZoneOffset.UTC);
    }
}
