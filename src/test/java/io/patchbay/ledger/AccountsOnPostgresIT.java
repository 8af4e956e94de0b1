package io.patchbay.ledger;

class AccountsOnPostgresIT extends AccountsContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
