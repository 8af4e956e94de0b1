package io.patchbay.call;

/** By what the model id of a call led to its first target. */
public enum Resolution {
    /** No model was named. */
    DEFAULT,
    /** It is one of the operator's names. */
    ALIAS,
    /** It names its provider. */
    PINNED,
    /** The table of beginnings of ids names who serves it. */
    PREFIX,
    /** The catalogue alone knows who offers it. */
    CATALOGUE
}
