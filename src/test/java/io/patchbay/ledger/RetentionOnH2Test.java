package io.patchbay.ledger;

class RetentionOnH2Test extends RetentionContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
