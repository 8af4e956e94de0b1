package io.patchbay.catalogue;

/** What becomes of a stream that breaks off after its caller was given a part of the answer. */
public enum OnCut {
    /** It ends in an error. */
    FAIL,
    /** Nothing is given out before the answer is whole, so that until then somebody else can still give it. */
    HOLD,
    /** Another model writes the rest. */
    CONTINUE
}
