package io.patchbay.ledger;

class AccountsOnH2Test extends AccountsContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
