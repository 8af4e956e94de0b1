package io.patchbay.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.clients.ClientLibrary.Answer;
import io.patchbay.clients.ClientLibrary.City;
import io.patchbay.clients.ClientLibrary.ToolCall;
import io.patchbay.clients.ClientLibrary.Trouble;
import io.patchbay.testing.Arrival;
import io.patchbay.testing.Rule;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import io.patchbay.testing.VendorWire;
import io.patchbay.testing.VendorWire.ToolTalk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client makes of a vendor's answers and errors, whose dialect may be another than its own. */
@ExtendWith(RunningPatchbay.Extension.class)
abstract class AnswersContract {

    private final RunningPatchbay patchbay;
    private final Upstream upstream;
    private final ClientLibrary client;
    private final VendorWire vendor;

    AnswersContract(RunningPatchbay patchbay, ClientLibrary client, VendorWire vendor) {
        this.patchbay = patchbay;
        this.upstream = patchbay.upstream();
        this.client = client;
        this.vendor = vendor;
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @Test
    void readsAWholeAnswer() throws Exception {
        whole().with(vendor.whole("Hello there"));

        assertThat(client.whole(setup())).isEqualTo(new Answer("Hello there", 5));
        assertThat(upstream.arrivals()).hasSize(1);
    }

    @Test
    void readsAStreamInOrderWithItsUsage() throws Exception {
        streamed().streamsRaw(vendor.streamed("Hel", "lo"));
        List<String> pieces = new CopyOnWriteArrayList<>();

        Answer answer = client.streamed(setup(), pieces);

        assertThat(pieces).containsExactly("Hel", "lo");
        assertThat(answer).isEqualTo(new Answer("Hello", 5));
    }

    @Test
    void tellsTheResultOfATool() throws Exception {
        whole().with(vendor.wholeToolCall());
        whole().containing(vendor.toolResultMark()).with(vendor.whole("It is 12 °C in Riga."));

        assertThat(client.withTool(setup())).isEqualTo("It is 12 °C in Riga.");

        ToolTalk talk =
                vendor.toolTalk(upstream.arrivals().stream().map(Arrival::json).toList());
        assertThat(talk.messages()).isEqualTo(3);
        assertThat(talk.callId()).isEqualTo(vendor.callId("Riga"));
        assertThat(talk.arguments().toString()).isEqualTo("{\"city\":\"Riga\"}");
        assertThat(talk.resultId()).isEqualTo(vendor.callId("Riga"));
        assertThat(talk.result()).contains("12 °C");
        assertThat(talk.parameters().at("/properties/city/type").asText()).isEqualTo("string");
    }

    @Test
    void putsStreamedToolCallsTogether() throws Exception {
        streamed().streamsRaw(vendor.streamedToolCalls());

        assertThat(client.streamedToolCalls(setup()))
                .containsExactly(
                        new ToolCall(vendor.callId("Riga"), "get_weather", "{\"city\":\"Riga\"}"),
                        new ToolCall(vendor.callId("Oslo"), "get_weather", "{\"city\":\"Oslo\"}"));
    }

    @Test
    void readsAnAnswerThatFollowsASchema() throws Exception {
        whole().with(vendor.whole("{\"name\":\"Riga\",\"population\":605802}"));

        assertThat(client.structured(setup())).isEqualTo(new City("Riga", 605_802));

        JsonNode properties = vendor.answerSchema(upstream.last().json()).path("properties");
        assertThat(properties.at("/name/type").toString()).contains("\"string\"");
        assertThat(properties.at("/population/type").toString()).contains("\"integer\"");
    }

    @Test
    void throwsForAParameterThatTheProviderRefuses() {
        whole().fails(400, vendor.badParameter().body());

        assertThat(throwsFor(Trouble.BAD_PARAMETER, () -> client.whole(setup())))
                .hasMessageContaining(vendor.badParameter().message());
    }

    @Test
    void throwsWhereTheProviderIsOverrun() {
        whole().fails(429, vendor.rateLimit());

        throwsFor(Trouble.THROTTLED, () -> client.whole(setup()));
    }

    @Test
    void triesAgainAndThrowsWhereTheProviderIsDown() {
        whole().fails(500, vendor.serverError());

        throwsFor(Trouble.PROVIDER_DOWN, () -> client.whole(setup().retries(1)));

        assertThat(upstream.arrivals()).hasSize(2);
    }

    @Test
    void throwsWhereAStreamIsCutAfterItsFirstWords() {
        int sent = String.join("", vendor.begun("Hel")).length();
        streamed().streamsRaw(vendor.streamed("Hel", "lo")).cutsAfter(sent);
        List<String> pieces = new CopyOnWriteArrayList<>();

        throwsFor(Trouble.STREAM_CUT, () -> client.streamed(setup(), pieces));

        assertThat(pieces).containsExactly("Hel");
    }

    Rule whole() {
        return upstream.answers(vendor.path(false));
    }

    Rule streamed() {
        return upstream.answers(vendor.path(true));
    }

    /** Without fallback, or another provider might help out. */
    Setup setup() {
        return new Setup(
                patchbay.server().uri("/"),
                patchbay.client().key(),
                vendor.model(),
                Map.of("x-patchbay-use-fallback", "false"),
                0,
                Duration.ofSeconds(20));
    }

    Throwable throwsFor(Trouble trouble, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).as("what " + trouble + " throws").isNotNull();
        assertThat(client.nameOf(thrown)).as(thrown.toString()).isEqualTo(client.thrownFor(trouble));
        return thrown;
    }
}
