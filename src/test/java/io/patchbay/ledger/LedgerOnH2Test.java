package io.patchbay.ledger;

class LedgerOnH2Test extends LedgerDatabaseContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
