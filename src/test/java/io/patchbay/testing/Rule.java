package io.patchbay.testing;

import io.patchbay.testing.Behaviour.Fault;
import io.patchbay.testing.Behaviour.Length;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Which requests the {@link Upstream} answers in which way; each method answers the rule itself. */
public final class Rule {

    private static final long BEFORE_HEAD = -1;

    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private volatile Predicate<Arrival> matcher;
    private volatile Behaviour behaviour = Behaviour.answer(200, "{}");

    Rule(String path) {
        this.matcher = arrival -> arrival.path().endsWith(path);
    }

    boolean takes(Arrival arrival) {
        return matcher.test(arrival) && left.getAndUpdate(n -> n > 0 ? n - 1 : 0) > 0;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    /** Only requests whose body names the model. */
    public Rule to(String model) {
        return where(arrival -> arrival.model().equals(model));
    }

    /** Only requests whose body holds the text. */
    public Rule containing(String text) {
        return where(arrival -> arrival.text().contains(text));
    }

    /** Only requests with the header. */
    public Rule having(String lowerCaseName, String value) {
        return where(arrival -> value.equals(arrival.headers().get(lowerCaseName)));
    }

    private Rule where(Predicate<Arrival> further) {
        matcher = matcher.and(further);
        return this;
    }

    /** Only so many requests; the next one falls to an older rule. */
    public Rule times(int n) {
        left.set(n);
        return this;
    }

    public Rule with(String json) {
        behaviour = Behaviour.answer(200, json);
        return this;
    }

    public Rule with(int status, String contentType, String body) {
        behaviour = Behaviour.answer(status, body).header("Content-Type", contentType);
        return this;
    }

    /** Streams the texts as data of server-sent events, and {@code [DONE]} behind them. */
    public Rule streams(List<String> data) {
        List<String> frames = new ArrayList<>();
        data.forEach(text -> frames.add("data: " + text + "\n\n"));
        frames.add("data: [DONE]\n\n");
        return streamsRaw(frames);
    }

    /** Streams the pieces as they are. */
    public Rule streamsRaw(List<String> pieces) {
        behaviour = Behaviour.stream(pieces);
        return this;
    }

    public Rule every(Duration pace) {
        behaviour = behaviour.pace(pace);
        return this;
    }

    /** Waits before it says anything. */
    public Rule after(Duration delay) {
        behaviour = behaviour.delay(() -> Thread.sleep(delay));
        return this;
    }

    /** Waits for the gate before it says anything. */
    public Rule behind(CountDownLatch gate) {
        behaviour = behaviour.delay(gate::await);
        return this;
    }

    public Rule adding(String header, String value) {
        behaviour = behaviour.header(header, value);
        return this;
    }

    public Rule fails(int status) {
        return fails(status, "{\"error\":{\"message\":\"scripted failure\",\"type\":\"test\",\"code\":null}}");
    }

    public Rule fails(int status, String json) {
        behaviour = Behaviour.answer(status, json);
        return this;
    }

    /** Says that the body has so many bytes, and closes the connection behind what it has. */
    public Rule claims(long bytes) {
        behaviour = behaviour.length(new Length.Claimed(bytes));
        return this;
    }

    /** Says nothing of the body's length, and closes the connection behind it. */
    public Rule untilClosed() {
        behaviour = behaviour.length(new Length.Untold());
        return this;
    }

    /** Closes the connection without a word. */
    public Rule closes() {
        return fault(Fault.Kind.CLOSE, BEFORE_HEAD);
    }

    /** Resets the connection without a word. */
    public Rule resets() {
        return fault(Fault.Kind.RESET, BEFORE_HEAD);
    }

    /** Says nothing, and keeps the connection until the client leaves. */
    public Rule stalls() {
        return fault(Fault.Kind.STALL, BEFORE_HEAD);
    }

    /** Closes the connection after so many bytes of the body; 0 for the head alone. */
    public Rule cutsAfter(long bytes) {
        return fault(Fault.Kind.CLOSE, bytes);
    }

    public Rule resetsAfter(long bytes) {
        return fault(Fault.Kind.RESET, bytes);
    }

    public Rule stallsAfter(long bytes) {
        return fault(Fault.Kind.STALL, bytes);
    }

    private Rule fault(Fault.Kind kind, long afterBytes) {
        behaviour = behaviour.fault(kind, afterBytes);
        return this;
    }
}
