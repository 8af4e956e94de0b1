package io.patchbay.call;

/**
 * Who makes a call.
 *
 * @param name as the ledger shall have it; {@code anonymous} if nobody said
 */
public record Caller(String name) {
    public static final Caller ANONYMOUS = new Caller("anonymous");
}
