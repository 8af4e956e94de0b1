package io.patchbay.ledger;

class SummariesOnPostgresIT extends SummariesContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
