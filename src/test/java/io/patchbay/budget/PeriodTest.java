package io.patchbay.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {

    @ParameterizedTest
    @CsvSource({
        "DAY,   UTC,              2026-11-21T23:59:59.999Z, 2026-11-21T00:00:00Z, 2026-11-22T00:00:00Z",
        "DAY,   Europe/Berlin,    2026-11-21T23:30:00Z,     2026-11-21T23:00:00Z, 2026-11-22T23:00:00Z",
        "DAY,   Europe/Berlin,    2026-10-25T12:00:00Z,     2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "DAY,   America/Sao_Paulo,2018-11-04T12:00:00Z,     2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
        "WEEK,  UTC,              2026-11-22T10:00:00Z,     2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z",
        "WEEK,  UTC,              2026-11-23T00:00:00Z,     2026-11-23T00:00:00Z, 2026-11-30T00:00:00Z",
        "MONTH, Asia/Kathmandu,   2026-11-30T18:15:00Z,     2026-11-30T18:15:00Z, 2026-12-31T18:15:00Z",
        "MONTH, UTC,              2028-02-29T10:00:00Z,     2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z"
    })
    void beginsByTheClocksOfItsZone(Period period, String zone, Instant moment, Instant start, Instant end) {
        assertThat(period.start(moment, ZoneId.of(zone))).isEqualTo(start);
        assertThat(period.end(moment, ZoneId.of(zone))).contains(end);
    }

    @Test
    void inTotalThereIsOnePeriodWithoutAnEnd() {
        ZoneId zone = ZoneId.of("Asia/Tokyo");
        Instant now = Instant.parse("2026-11-21T10:00:00Z");

        assertThat(Period.TOTAL.start(now, zone)).isEqualTo(Instant.EPOCH);
        assertThat(Period.TOTAL.end(now, zone)).isEmpty();
    }
}
