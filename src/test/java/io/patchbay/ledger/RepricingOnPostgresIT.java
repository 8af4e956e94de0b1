package io.patchbay.ledger;

import java.util.function.Consumer;
import javax.sql.DataSource;

class RepricingOnPostgresIT extends RepricingContract {

    @Override
    TestDatabase open(Consumer<DataSource> before) {
        return TestDatabase.postgres(before);
    }
}
