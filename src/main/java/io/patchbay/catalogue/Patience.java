package io.patchbay.catalogue;

import java.time.Duration;
import java.util.Optional;

/**
 * How long is waited for a model's answers, where that is to be another time than its provider's row has.
 *
 * @param call can only be less than the row's
 */
public record Patience(
        Optional<Duration> connect,
        Optional<Duration> firstEvent,
        Optional<Duration> silence,
        Optional<Duration> wholeAnswer,
        Optional<Duration> call) {

    public static final Patience USUAL =
            new Patience(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** This, and the other's where this says nothing. */
    public Patience or(Patience other) {
        return new Patience(
                connect.or(other::connect),
                firstEvent.or(other::firstEvent),
                silence.or(other::silence),
                wholeAnswer.or(other::wholeAnswer),
                call.or(other::call));
    }
}
