package io.patchbay.budget;

/** By what the most tokens of an input are known. */
public enum Basis {
    /** Its vendor's own encoding. */
    COUNTED,
    /** No token is shorter than a byte. */
    BYTES,
    /** A model reads no more than its window holds. */
    WINDOW
}
