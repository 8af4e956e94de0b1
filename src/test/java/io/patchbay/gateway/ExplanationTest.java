package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.answering;
import static io.patchbay.gateway.ScriptedProvider.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.Explanation;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.call.Resolution;
import io.patchbay.call.Skip;
import io.patchbay.catalogue.Capability;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.Message;
import io.patchbay.chat.Role;
import io.patchbay.provider.Turnstile;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;

/** What a call remembers of those whom it did not ask. */
class ExplanationTest {

    private static final Failure DOWN = new Failure.Unavailable("down", Reach.ANSWER);

    private final GatewayBench bench = new GatewayBench();

    private Explanation explained() {
        return bench.gateway().chat(bench.call(), GatewayBench.HI).settled().explanation();
    }

    private Explanation ofAFailure(ChatRequest request) {
        assertThatThrownBy(() -> bench.gateway().chat(bench.call(), request)).isInstanceOf(CallEnded.class);
        return bench.ledger.getFirst().explanation();
    }

    /** Fault Tolerance does not let anybody through. */
    private static ScriptedProvider guarded(RuntimeException shut) {
        return new ScriptedProvider(exchange -> {
            throw shut;
        });
    }

    @Test
    void aPlainCallHasItsResolutionAlone() {
        bench.provider("first", answering("here")).provider("second", answering("never"));

        assertThat(explained())
                .isEqualTo(new Explanation(Optional.of(Resolution.DEFAULT), Optional.of("m"), List.of(), 0));
    }

    @Test
    void whoFailedWasAskedAndNotPassedOver() {
        bench.provider("first", failing(DOWN)).provider("second", answering("here"));

        assertThat(explained().skipped()).isEmpty();
    }

    @Test
    void anOpenBreakerIsTold() {
        bench.provider("first", guarded(new CircuitBreakerOpenException("open")))
                .provider("second", answering("here"));

        assertThat(explained().skipped()).containsExactly(Skip.of("first", "m", "circuit_open"));
    }

    @Test
    void aFullProviderIsTold() {
        bench.provider("first", guarded(new BulkheadException("full"))).provider("second", answering("here"));
        assertThat(explained().skipped()).containsExactly(Skip.of("first", "m", "overloaded"));

        try (Turnstile.Pass ignored = bench.occupied("first")) {
            assertThat(explained().skipped()).containsExactly(Skip.of("first", "m", "overloaded"));
        }
    }

    @Test
    void aWindowThatHasShownItselfTooSmallIsTold() {
        bench.provider("first", 1_000, failing(new Failure.ContextTooLong("long", Optional.empty())))
                .provider("second", 1_000, answering("never"))
                .provider("third", 2_000, answering("here"));

        assertThat(explained().skipped()).containsExactly(Skip.of("second", "m", "window_too_small"));
    }

    @Test
    void whoCanNotDoItIsTold() {
        ChatRequest pictured = ChatRequest.builder()
                .message(new Message(
                        Role.USER,
                        List.of(new Content.Image("https://a.example/b.png", Optional.empty())),
                        Optional.empty()))
                .build();
        bench.provider("first", failing(DOWN)).able(Capability.VISION);
        bench.provider("second", answering("never")).able();

        assertThat(ofAFailure(pictured).skipped()).containsExactly(Skip.of("second", "m", "unsupported"));
    }

    @Test
    void whoWasNotReachedWithinTheTriesIsTold() {
        bench.provider("first", failing(DOWN))
                .provider("second", failing(DOWN))
                .provider("third", answering("never"))
                .maxAttempts(2);

        assertThat(ofAFailure(GatewayBench.HI).skipped()).containsExactly(Skip.of("third", "m", "out_of_tries"));
    }

    @Test
    void whoIsTooDearForTheBudgetIsTold() {
        bench.provider("first", failing(DOWN))
                .provider("second", answering("never"))
                .unpriced();
        bench.budget("1");

        assertThat(ofAFailure(GatewayBench.HI).skipped()).contains(Skip.of("second", "m", "unpriced_model"));
    }

    @Test
    void sixtyFourAreKeptAndTheOthersCounted() {
        bench.provider("first", failing(DOWN)).maxAttempts(1);
        for (int i = 0; i < 70; i++) {
            bench.provider("p" + i, answering("never"));
        }

        Explanation explanation = ofAFailure(GatewayBench.HI);
        assertThat(explanation.skipped()).hasSize(64);
        assertThat(explanation.more()).isEqualTo(6);
    }
}
