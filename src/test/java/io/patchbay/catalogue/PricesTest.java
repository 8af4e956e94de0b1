package io.patchbay.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.catalogue.Prices.Dated;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PricesTest {

    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);
    private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);
    private static final Price OLD = Price.of(BigDecimal.ONE, BigDecimal.ONE);
    private static final Price NEW = Price.of(BigDecimal.TWO, BigDecimal.TWO);
    private static final Prices BOTH = new Prices(List.of(new Dated(JUNE, NEW), new Dated(MAY, OLD)));

    @Test
    void holdFromTheirDayUntilTheNextOnes() {
        assertThat(BOTH.on(MAY)).contains(OLD);
        assertThat(BOTH.on(JUNE.minusDays(1))).contains(OLD);
        assertThat(BOTH.on(JUNE)).contains(NEW);
        assertThat(BOTH.on(JUNE.plusYears(9))).contains(NEW);
    }

    @Test
    void areUnknownBeforeTheFirst() {
        assertThat(BOTH.on(MAY.minusDays(1))).isEmpty();
        assertThat(BOTH.from(MAY.minusDays(1))).isEmpty();
        assertThat(Prices.UNKNOWN.on(MAY)).isEmpty();
        assertThat(Prices.UNKNOWN.latest()).isEmpty();
    }

    @Test
    void haveNoBeginningWhereNobodyTellsIt() {
        assertThat(Prices.always(OLD).on(LocalDate.EPOCH)).contains(OLD);
    }

    @Test
    void ofTheNextDayMayHoldToo() {
        assertThat(BOTH.from(JUNE.minusDays(2))).containsExactly(OLD);
        assertThat(BOTH.from(JUNE.minusDays(1))).containsExactly(OLD, NEW);
        assertThat(BOTH.from(JUNE)).containsExactly(NEW);
    }

    @Test
    void tellWhatIsToCome() {
        assertThat(BOTH.begunBy(MAY).map(Dated::from)).isEqualTo(Optional.of(MAY));
        assertThat(BOTH.after(MAY)).extracting(Dated::from).containsExactly(JUNE);
        assertThat(BOTH.after(JUNE)).isEmpty();
        assertThat(BOTH.latest()).contains(NEW);
    }

    @Test
    void haveDaysOfUtc() {
        assertThat(Prices.day(Instant.parse("2026-05-31T23:59:59.999Z"))).isEqualTo(JUNE.minusDays(1));
        assertThat(Prices.day(Instant.parse("2026-06-01T00:00:00Z"))).isEqualTo(JUNE);
    }
}
