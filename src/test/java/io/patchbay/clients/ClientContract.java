package io.patchbay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.clients.ClientLibrary.Trouble;
import io.patchbay.testing.Arrival;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import io.patchbay.testing.VendorWire;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** All that a client does through Patchbay: what it makes of answers, and what is the same whoever gives them. */
abstract class ClientContract extends AnswersContract {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RunningPatchbay patchbay;
    private final Upstream upstream;
    private final ClientLibrary client;
    private final VendorWire vendor;

    ClientContract(RunningPatchbay patchbay, ClientLibrary client, VendorWire vendor) {
        super(patchbay, client, vendor);
        this.patchbay = patchbay;
        this.upstream = patchbay.upstream();
        this.client = client;
        this.vendor = vendor;
    }

    @Test
    void throwsForAKeyThatPatchbayDoesNotKnow() {
        throwsFor(Trouble.WRONG_KEY, () -> client.whole(setup().key("not-a-key-of-anyone")));

        assertThat(upstream.arrivals()).isEmpty();
    }

    @Test
    void throwsForAModelThatNobodyServes() {
        Throwable thrown = throwsFor(Trouble.UNKNOWN_MODEL, () -> client.whole(setup().model("@nobody/model")));

        assertThat(thrown).hasMessageContaining("nobody");
        assertThat(upstream.arrivals()).isEmpty();
    }

    @Test
    void throwsForAStreamThatTheProviderRefuses() {
        streamed().fails(400, vendor.badParameter().body());

        assertThat(throwsFor(Trouble.BAD_PARAMETER, () -> client.streamed(setup(), new CopyOnWriteArrayList<>())))
                .hasMessageContaining(vendor.badParameter().message());
    }

    @Test
    void triesAgainWhereTheProviderWasOverrun() throws Exception {
        whole().with(vendor.whole("At last"));
        whole().times(1).fails(429, vendor.rateLimit()).adding("Retry-After", "1");

        assertThat(client.whole(setup().retries(1)).text()).isEqualTo("At last");

        List<Arrival> tries = upstream.arrivals();
        assertThat(tries).hasSize(2);
        if (client.waitsAsLongAsRetryAfterAsks()) {
            assertThat(tries.getLast().since(tries.getFirst()))
                    .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_900));
        }
    }

    @Test
    void throwsWhereABudgetHasNothingLeft() throws Exception {
        String money = "{\"period\":\"day\",\"amount\":\"0\",\"models\":[\"openai/gpt-4o\"]}";
        holding("/api/v1/budgets", money, () -> {
            Setup setup = setup().model("@openai/gpt-4o");
            assertThat(throwsFor(Trouble.THROTTLED, () -> client.whole(setup))).hasMessageContaining("budget");
            throwsFor(Trouble.THROTTLED, () -> client.streamed(setup, new CopyOnWriteArrayList<>()));
        });
        assertThat(upstream.arrivals()).isEmpty();
    }

    @Test
    void throwsWhereALimitIsReached() throws Exception {
        whole().with(vendor.whole("The first"));
        holding("/api/v1/limits", "{\"requests_per_minute\":1}", () -> {
            assertThat(client.whole(setup()).text()).isEqualTo("The first");
            assertThat(throwsFor(Trouble.THROTTLED, () -> client.whole(setup())))
                    .hasMessageContaining("a minute");
            throwsFor(Trouble.THROTTLED, () -> client.streamed(setup(), new CopyOnWriteArrayList<>()));
        });
        assertThat(upstream.arrivals()).hasSize(1);
    }

    private interface Calls {
        void make() throws Exception;
    }

    /** Makes calls while there is something that holds for everybody. */
    private void holding(String collection, String json, Calls calls) throws Exception {
        String id = patchbay.client().post(collection, json).json().path("id").asText();
        try {
            calls.make();
        } finally {
            patchbay.client().send("DELETE", collection + "/" + id, Optional.empty());
        }
    }

    @Test
    void throwsWhereAStreamEndsInOrderButWithoutItsEnd() {
        streamed().streamsRaw(vendor.begun("Hel"));
        List<String> pieces = new CopyOnWriteArrayList<>();

        throwsFor(Trouble.STREAM_CUT, () -> client.streamed(setup(), pieces));

        assertThat(pieces).containsExactly("Hel");
    }

    @Test
    void throwsWhereAWholeAnswerTakesTooLong() {
        whole().stalls();

        throwsFor(Trouble.CLIENT_TIME_OUT, () -> client.whole(setup().timeout(Duration.ofMillis(500))));
    }

    @Test
    void leavesAStreamThatTakesTooLongAndPatchbayLeavesTheProvider() {
        String[] pieces = Collections.nCopies(100, "on and ").toArray(String[]::new);
        streamed().streamsRaw(vendor.begun(pieces)).every(Duration.ofMillis(100));
        List<String> read = new CopyOnWriteArrayList<>();

        throwsFor(Trouble.STREAM_TIME_OUT, () -> client.streamed(setup().timeout(Duration.ofSeconds(1)), read));

        assertThat(read).isNotEmpty().hasSizeLessThan(20);
        assertThat(upstream.last().wasServed(PATIENCE)).isFalse();
    }

    @Test
    void throwsWherePatchbayGivesUpInTheCallersName() {
        whole().stalls();

        throwsFor(Trouble.SERVER_TIME_OUT, () -> client.whole(setup().header("x-patchbay-timeout", "500ms")));

        assertThat(upstream.last().wasServed(PATIENCE)).isFalse();
    }
}
