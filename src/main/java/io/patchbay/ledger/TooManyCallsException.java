package io.patchbay.ledger;

/** There are so many calls that they have to be priced again in several parts. */
public final class TooManyCallsException extends RuntimeException {

    TooManyCallsException() {
        super("too many calls", null, false, false);
    }
}
