package io.patchbay.faults;

/** Where a target's address leads. */
enum Place {
    /** The upstream of the tests, which does as it is told. */
    UPSTREAM,
    CLOSED_PORT,
    FULL_PORT,
    NO_HOST,
    /** TLS is spoken to a port that does not. */
    NO_TLS,
    /** Takes connections and never says a word, not even of TLS. */
    MUTE_TLS
}
