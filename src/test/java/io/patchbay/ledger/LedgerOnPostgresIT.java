package io.patchbay.ledger;

class LedgerOnPostgresIT extends LedgerDatabaseContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
