package io.patchbay.faults;

/** What a caller was told. */
sealed interface Told {

    /** The answer, with its end. */
    record Answer(String text) implements Told {}

    /** No word of an answer. */
    record Refusal(int status, String code) implements Told {}

    /** Words of an answer, and an error in place of its end. */
    record Broken(String words, String code) implements Told {}

    /** What no client could make sense of. */
    record Nonsense(String what) implements Told {}
}
