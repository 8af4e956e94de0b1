package io.patchbay.ledger;

import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** PostgreSQL counts days in the zone of its client, which is the server's own. */
@Isolated("it changes the zone of the whole process")
class ElsewhereIT {

    @Test
    void weeksAreThoseOfUtcWhereverTheServerIs() throws Exception {
        TimeZone usual = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try {
            SummariesContract.assertTakesOverTheSumsOfVersion12(TestDatabase::postgres);
        } finally {
            TimeZone.setDefault(usual);
        }
    }
}
