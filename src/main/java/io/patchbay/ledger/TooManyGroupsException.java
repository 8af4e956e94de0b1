package io.patchbay.ledger;

/** A summary has so many groups that it has to be asked for of a shorter time, or by less. */
public final class TooManyGroupsException extends RuntimeException {

    TooManyGroupsException() {
        super("too many groups", null, false, false);
    }
}
