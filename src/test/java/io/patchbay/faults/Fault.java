package io.patchbay.faults;

import static io.patchbay.faults.Expected.of;
import static io.patchbay.faults.Expected.passing;
import static io.patchbay.faults.Expected.unreachable;

import io.patchbay.testing.AnswerWire;
import io.patchbay.testing.Rule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a provider does to a call, and what is to come of it. */
public enum Fault {
    REFUSED("refuses the connection", Place.CLOSED_PORT, unreachable()),
    NO_HOST("its host has no address", Place.NO_HOST, unreachable()),
    NO_TLS("speaks no TLS", Place.NO_TLS, unreachable()),
    MUTE_TLS("takes the connection, and says nothing to TLS", Place.MUTE_TLS, clock(Ending.SLOW_CONNECTION)),
    FULL("has no room for another connection", Place.FULL_PORT, clock(Ending.SLOW_CONNECTION)),
    RESET("resets before a word", (rule, sample) -> rule.resets(), unreachable()),
    CLOSED("closes before a word", (rule, sample) -> rule.closes(), unreachable()),
    SILENT(
            "takes the request, and says nothing",
            (rule, sample) -> rule.stalls(),
            clock(Ending.TOO_LONG),
            clock(Ending.NO_FIRST_EVENT)),
    HEAD_ALONE(
            "says nothing after the headers",
            (rule, sample) -> rule.stallsAfter(0),
            clock(Ending.TOO_LONG),
            clock(Ending.NO_FIRST_EVENT)),
    LATE_WITHIN("begins late, within the clocks", (rule, sample) -> rule.after(millis(500)), answer(millis(500))),
    LATE(
            "begins after 3 s",
            (rule, sample) -> rule.after(millis(3_000)),
            answer(millis(3_000)),
            clock(Ending.NO_FIRST_EVENT)),
    LATE_BEYOND(
            "begins beyond all clocks",
            (rule, sample) -> rule.after(millis(6_000)),
            clock(Ending.TOO_LONG),
            clock(Ending.NO_FIRST_EVENT)),
    CUT_AT_THE_BEGIN(
            "closes before the first words", (rule, sample) -> rule.cutsAfter(sample.atTheBegin()), of(Ending.GARBLED)),
    CUT(
            "closes after n bytes",
            (rule, sample) -> rule.cutsAfter(sample.inTheMiddle()),
            of(Ending.GARBLED),
            broken(Ending.GARBLED)),
    CUT_INSIDE_A_LETTER(
            "closes between the bytes of a letter",
            (rule, sample) -> rule.cutsAfter(sample.insideALetter()),
            of(Ending.GARBLED),
            broken(Ending.GARBLED)),
    CUT_OF_UNTOLD_LENGTH(
            "closes after n bytes of an answer that its connection's end ends",
            (rule, sample) -> rule.untilClosed().cutsAfter(sample.inTheMiddle()),
            of(Ending.GARBLED),
            broken(Ending.GARBLED)),
    RESET_AFTER(
            "resets after n bytes",
            (rule, sample) -> rule.resetsAfter(sample.inTheMiddle()),
            of(Ending.GARBLED),
            broken(Ending.GARBLED)),
    STALL(
            "stops after n bytes",
            (rule, sample) -> rule.stallsAfter(sample.inTheMiddle()),
            clock(Ending.TOO_LONG),
            clock(Ending.SILENCE).afterSomeWords()),
    MALFORMED(
            "sends what is no JSON",
            (rule, sample) -> sample.tellWrong(rule, "{\"id\": \"x", "data: {\"id\": \"x\n\n"),
            of(Ending.GARBLED),
            broken(Ending.GARBLED)),
    ERROR_INSIDE(
            "sends an error inside a 200",
            (rule, sample) -> sample.tellWrong(
                    rule, sample.wire().errorInside(), sample.wire().errorLater()),
            passing(Ending.UNAVAILABLE),
            broken(Ending.UNAVAILABLE)),
    ERROR_FIRST(
            "sends an error first in its stream",
            (rule, sample) -> rule.streamsRaw(List.of(sample.wire().errorFirst())),
            streamedOnly(passing(Ending.UNAVAILABLE))),
    MALFORMED_FIRST(
            "begins its stream with what is no JSON",
            (rule, sample) -> rule.streamsRaw(List.of("data: {\"id\": \"x\n\n")),
            streamedOnly(of(Ending.GARBLED))),
    WHOLE_IN_PLACE(
            "answers whole where a stream is asked for",
            (rule, sample) -> rule.with(sample.wire().whole(sample.text())),
            streamedOnly(of(Ending.GARBLED))),
    NO_MARKER(
            "says how its answer ended, and leaves out the end marker",
            (rule, sample) -> rule.streamsRaw(sample.withoutMarker()),
            streamedOnly(of(Ending.ANSWER))),
    NO_END(
            "ends its stream without an end",
            (rule, sample) -> rule.streamsRaw(sample.begun()),
            streamedOnly(broken(Ending.GARBLED))),
    PINGS(
            "begins its stream, and then sends nothing but signs of life",
            (rule, sample) -> rule.streamsRaw(sample.pings()).every(millis(200)),
            streamedOnly(clock(Ending.NO_FIRST_EVENT))),
    SLOW_EVENT(
            "sends an event bit by bit",
            (rule, sample) -> rule.streamsRaw(sample.slowEvent()).every(millis(300)),
            streamedOnly(answer(millis(2_500)))),
    LARGE("sends 10 MB at once", (rule, sample) -> sample.large().tell(rule), of(Ending.ANSWER)),
    UNTOLD_LENGTH("does not say how long its answer is", (rule, sample) -> rule.untilClosed(), of(Ending.ANSWER)),
    PLAIN_TEXT(
            "calls its answer plain text",
            (rule, sample) -> rule.adding("Content-Type", "text/plain"),
            of(Ending.ANSWER)),
    HTML(
            "sends HTML",
            (rule, sample) -> rule.with(200, "text/html", "<!doctype html><html><body>Welcome</body></html>"),
            of(Ending.GARBLED)),
    EMPTY("sends nothing in a 200", (rule, sample) -> sample.tellNothing(rule), of(Ending.GARBLED)),
    LENGTH_TOO_LARGE(
            "sends less than `Content-Length` says",
            (rule, sample) -> rule.claims(sample.size() + 100),
            of(Ending.GARBLED),
            of(Ending.ANSWER)),
    LENGTH_TOO_SMALL(
            "sends more than `Content-Length` says",
            (rule, sample) -> rule.claims(sample.inTheMiddle()),
            of(Ending.GARBLED),
            broken(Ending.GARBLED)),
    STATUS_400(400, of(Ending.REJECTED)),
    STATUS_401(401, of(Ending.UNAUTHENTICATED)),
    STATUS_402(402, of(Ending.UNAUTHENTICATED)),
    STATUS_403(403, of(Ending.UNAUTHENTICATED)),
    STATUS_404(404, of(Ending.NO_SUCH_MODEL)),
    STATUS_408(408, passing(Ending.UNAVAILABLE)),
    STATUS_413(413, of(Ending.REJECTED_AS_TOO_LARGE)),
    STATUS_422(422, of(Ending.REJECTED_AS_UNFIT)),
    STATUS_429(429, passing(Ending.THROTTLED)),
    STATUS_429_FOR_LONG(
            "answers with 429, and asks for an hour",
            (rule, sample) -> rule.fails(429).adding("Retry-After", "3600"),
            of(Ending.THROTTLED)),
    STATUS_500(500, passing(Ending.UNAVAILABLE)),
    STATUS_502(502, passing(Ending.UNAVAILABLE)),
    STATUS_503(503, passing(Ending.UNAVAILABLE)),
    STATUS_504(504, passing(Ending.UNAVAILABLE)),
    STATUS_529(529, passing(Ending.THROTTLED));

    private final String title;
    private final Place place;
    private final Script script;
    private final Expectations expected;
    private final List<WaitSaid> waits;

    /** Tells the upstream, which would give the right answer, to do otherwise. */
    private interface Script {
        void write(Rule rule, Sample sample);
    }

    private record Expectations(Optional<Expected> whole, Expected streamed) {}

    Fault(String title, Place place, Expected expected) {
        this(title, place, (rule, sample) -> {}, both(expected), List.of(WaitSaid.NOT));
    }

    Fault(String title, Script script, Expected expected) {
        this(title, Place.UPSTREAM, script, both(expected), List.of(WaitSaid.NOT));
    }

    Fault(String title, Script script, Expected whole, Expected streamed) {
        this(title, Place.UPSTREAM, script, new Expectations(Optional.of(whole), streamed), List.of(WaitSaid.NOT));
    }

    Fault(String title, Script script, Expectations expected) {
        this(title, Place.UPSTREAM, script, expected, List.of(WaitSaid.NOT));
    }

    Fault(int status, Expected expected) {
        this(
                "answers with " + status,
                Place.UPSTREAM,
                (rule, sample) -> rule.fails(status),
                both(expected),
                Arrays.asList(WaitSaid.values()));
    }

    Fault(String title, Place place, Script script, Expectations expected, List<WaitSaid> waits) {
        this.title = title;
        this.place = place;
        this.script = script;
        this.expected = expected;
        this.waits = waits;
    }

    private static Expectations both(Expected expected) {
        return new Expectations(Optional.of(expected), expected);
    }

    private static Expectations streamedOnly(Expected expected) {
        return new Expectations(Optional.empty(), expected);
    }

    private static Expected broken(Ending ending) {
        return of(ending).afterSomeWords();
    }

    private static Expected answer(Duration after) {
        return of(Ending.ANSWER).within(after);
    }

    private static Expected clock(Ending ending) {
        return of(ending).within(Clocks.of(ending));
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }

    String title() {
        return title;
    }

    Place place() {
        return place;
    }

    /** In how many ways it may say when to come back. */
    List<WaitSaid> waits() {
        return waits;
    }

    /** Empty where it can't happen to such an answer. */
    Optional<Expected> expected(Asked asked) {
        return asked == Asked.WHOLE ? expected.whole() : Optional.of(expected.streamed());
    }

    void script(Rule rule, Sample sample, WaitSaid said) {
        sample.tell(rule);
        script.write(rule, sample);
        said.add(rule);
    }

    /** What the caller is told, if it is told an answer of this target's. */
    Sample sample(Sample usual) {
        return this == LARGE ? usual.large() : usual;
    }

    /** Whether such an answer can be wrong in this way. */
    boolean concerns(AnswerWire wire) {
        return switch (this) {
            case NO_MARKER -> wire.marksItsEnd();
            case WHOLE_IN_PLACE -> wire.tellsWholeApart();
            default -> true;
        };
    }

    /** Whether a caller without an answer hears when to come back. The date is past when the second try ends, and a past one says nothing. */
    boolean asksToWait(Asked asked, WaitSaid said) {
        Expected seen = expected(asked).orElseThrow();
        if (seen.afterWords()) {
            return false;
        }
        return switch (seen.ending()) {
            case UNAVAILABLE -> true;
            case THROTTLED -> this == STATUS_429_FOR_LONG || said == WaitSaid.IN_SECONDS;
            default -> false;
        };
    }

    /** Whether the target shows nothing for long, so that another is asked beside it. */
    boolean isQuiet() {
        return switch (this) {
            case SILENT, HEAD_ALONE, LATE, LATE_BEYOND, PINGS -> true;
            default -> false;
        };
    }
}
