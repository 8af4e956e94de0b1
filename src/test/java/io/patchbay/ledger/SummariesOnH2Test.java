package io.patchbay.ledger;

class SummariesOnH2Test extends SummariesContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
