package io.patchbay.access;

import io.patchbay.call.Caller;

/** What a request's credential says of who sent it. */
sealed interface Recognition {

    record Known(Caller caller) implements Recognition {}

    record Unknown(Refusal why) implements Recognition {}
}
