package io.patchbay.ledger;

class RetentionOnPostgresIT extends RetentionContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
