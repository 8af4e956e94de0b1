package io.patchbay.ledger;

import io.patchbay.call.Outcome;
import io.patchbay.call.Settled;
import io.patchbay.chat.Usage;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What is added up of calls, and has a column of its name in each table of sums. */
enum Fact {
    CALLS("1", settled -> 1),
    COMPLETED(Outcome.COMPLETED),
    FAILED(Outcome.FAILED),
    CANCELLED(Outcome.CANCELLED),
    REFUSED(Outcome.REFUSED),
    LOST(Outcome.UNKNOWN),
    FALLBACKS("case when u.fallback then 1 else 0 end", settled -> settled.fellBack() ? 1 : 0),
    INPUT("u.input", settled -> settled.usage().input()),
    CACHE_READ("u.cache_read", settled -> settled.usage().cacheRead()),
    CACHE_WRITE5M("u.cache_write5m", settled -> settled.usage().cacheWrite5m()),
    CACHE_WRITE1H("u.cache_write1h", settled -> settled.usage().cacheWrite1h()),
    OUTPUT("u.output", settled -> settled.usage().output()),
    REASONING("u.reasoning", settled -> settled.usage().reasoning()),
    AUDIO_INPUT("u.audio_input", settled -> settled.usage().audioInput()),
    AUDIO_OUTPUT("u.audio_output", settled -> settled.usage().audioOutput()),
    IMAGE_INPUT("u.image_input", settled -> settled.usage().imageInput()),
    IMAGE_OUTPUT("u.image_output", settled -> settled.usage().imageOutput()),
    ESTIMATED(
            "case when u.estimated then 1 else 0 end",
            settled -> settled.usage().estimated() ? 1 : 0),
    UNPRICED(
            "case when u.cost is null and u.input + u.cache_read + u.cache_write5m + u.cache_write1h + u.output"
                    + " + u.audio_input + u.audio_output + u.image_input + u.image_output > 0 then 1 else 0 end",
            settled -> settled.cost().isEmpty() && total(settled.usage()) > 0 ? 1 : 0),
    LATENCY_MS("u.latency_ms", settled -> settled.took().toMillis());

    private static final List<Fact> ALL = List.of(values());

    private final String ofRow;
    private final ToLongFunction<Settled> ofCall;

    Fact(String ofRow, ToLongFunction<Settled> ofCall) {
        this.ofRow = ofRow;
        this.ofCall = ofCall;
    }

    Fact(Outcome outcome) {
        this(
                "case when u.outcome = '%s' then 1 else 0 end".formatted(outcome),
                settled -> settled.outcome() == outcome ? 1 : 0);
    }

    private static long total(Usage usage) {
        return usage.totalInput() + usage.totalOutput();
    }

    static List<Fact> all() {
        return ALL;
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same, of a row {@code u} of calls. */
    String ofRow() {
        return ofRow;
    }

    long of(Settled settled) {
        return ofCall.applyAsLong(settled);
    }
}
