package io.patchbay.ledger;

import java.util.function.Consumer;
import javax.sql.DataSource;

class RepricingOnH2Test extends RepricingContract {

    @Override
    TestDatabase open(Consumer<DataSource> before) {
        return TestDatabase.h2(before);
    }
}
