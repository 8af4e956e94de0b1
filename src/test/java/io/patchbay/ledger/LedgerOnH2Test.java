package io.patchbay.ledger;

import java.util.function.Consumer;
import javax.sql.DataSource;

class LedgerOnH2Test extends LedgerDatabaseContract {

    @Override
    TestDatabase open(Consumer<DataSource> before) {
        return TestDatabase.h2(before);
    }
}
