package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.FINISHED;
import static io.patchbay.gateway.ScriptedProvider.STARTED;
import static io.patchbay.gateway.ScriptedProvider.breaking;
import static io.patchbay.gateway.ScriptedProvider.failing;
import static io.patchbay.gateway.ScriptedProvider.push;
import static io.patchbay.gateway.ScriptedProvider.streaming;
import static io.patchbay.gateway.ScriptedProvider.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Outcome;
import io.patchbay.call.Settled;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.OnCut;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Message;
import io.patchbay.chat.Role;
import io.patchbay.chat.Usage;
import io.patchbay.gateway.ChatStream.Next;
import io.patchbay.provider.Ask;
import io.patchbay.provider.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that break off after the caller had a part of them, and are gone on with. */
@Timeout(30)
class ContinuedStreamTest {

    private static final Failure CUT = new Failure.Garbled("cut");
    private static final Failure SILENT = new Failure.TimedOut("silent", Failure.Clock.SILENCE);
    private static final Usage FIRST = Usage.builder().input(7).output(3).build();
    private static final Usage SECOND = Usage.builder().input(10).output(4).build();

    private final GatewayBench bench = new GatewayBench().onCut(OnCut.CONTINUE);
    private final AtomicReference<List<Message>> asked = new AtomicReference<>();

    @Test
    void anotherModelIsToldToWriteTheRest() throws Exception {
        bench.provider("first", breaking(CUT, STARTED, text("The answer"), text(" is ")))
                .provider("second", listening(text("42"), text("."), FINISHED));

        List<Next> all = read();

        assertThat(said(all)).isEqualTo("The answer is 42.");
        assertThat(events(all)).startsWith(STARTED).endsWith(FINISHED).doesNotContainSequence(STARTED, text("42"));
        assertThat(asked.get()).extracting(Message::role).containsExactly(Role.USER, Role.ASSISTANT, Role.USER);
        assertThat(asked.get().get(1).text()).isEqualTo("The answer is ");
    }

    @Test
    void aModelThatTakesItsBeginningSeesNoSpaceAtItsEnd() throws Exception {
        bench.provider("first", breaking(CUT, STARTED, text("The answer is ")))
                .provider("second", listening(text(" "), text("42"), FINISHED))
                .able(Capability.PREFILL);

        List<Next> all = read();

        assertThat(said(all)).isEqualTo("The answer is 42");
        assertThat(asked.get().getLast().role()).isEqualTo(Role.ASSISTANT);
        assertThat(asked.get().getLast().text()).isEqualTo("The answer is");
    }

    @Test
    void theRowHasBothAndTheCallerTheirSum() throws Exception {
        bench.provider("first", breaking(CUT, STARTED, text("half"), new ChatEvent.UsageReported(FIRST)))
                .provider("second", streaming(STARTED, text(" whole"), FINISHED, new ChatEvent.UsageReported(SECOND)));

        List<Next> all = read();

        Settled row = ((Next.Ended) all.getLast()).settled();
        assertThat(row.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(row.usage()).isEqualTo(FIRST.plus(SECOND));
        assertThat(row.attempts().getFirst().continues()).isFalse();
        assertThat(row.attempts().getLast().continues()).isTrue();
        assertThat(events(all)).contains(new ChatEvent.UsageReported(FIRST.plus(SECOND)));
    }

    @Test
    void whoWasCutGoesOnItselfWhereNobodyElseIsLeft() throws Exception {
        AtomicBoolean cut = new AtomicBoolean();
        bench.provider("first", new ScriptedProvider(exchange -> {
            if (!cut.getAndSet(true)) {
                push(exchange, STARTED, text("half"));
                throw CallFailed.of(CUT);
            }
            push(exchange, STARTED, text(" and half"), FINISHED);
            return Optional.empty();
        }));

        assertThat(said(read())).isEqualTo("half and half");
    }

    @Test
    void oneThatWentSilentIsNotAskedAgain() throws Exception {
        ScriptedProvider silent = breaking(SILENT, STARTED, text("half"));
        bench.provider("first", silent);

        assertThat(read().getLast()).isInstanceOf(Next.Failed.class);
        assertThat(silent.asked()).isEqualTo(1);
    }

    @Test
    void aCallOfAToolIsNeverGoneOnWith() throws Exception {
        ScriptedProvider second = streaming(STARTED, text("other"), FINISHED);
        ChatEvent call =
                new ChatEvent.ToolCallDelta(0, 0, Optional.of("id"), Optional.of("f"), "{\"a", Optional.empty());
        bench.provider("first", breaking(CUT, STARTED, text("Let me see"), call))
                .provider("second", second);

        assertThat(read().getLast()).isInstanceOf(Next.Failed.class);
        assertThat(second.asked()).isZero();
    }

    @Test
    void ifNobodyGoesOnTheCutIsTold() throws Exception {
        bench.provider("first", breaking(CUT, STARTED, text("half")))
                .provider("second", failing(new Failure.Unavailable("down", Failure.Reach.ANSWER)));

        List<Next> all = read();

        assertThat(said(all)).startsWith("half");
        assertThat(all.getLast())
                .isInstanceOfSatisfying(
                        Next.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(CUT));
    }

    @Test
    void thoughtsOfWhoGoesOnAreNotTold() throws Exception {
        ChatEvent thought = new ChatEvent.Thinking(0, "where was I", Optional.empty());
        bench.provider("first", breaking(CUT, STARTED, thought, text("half")))
                .provider("second", streaming(STARTED, thought, text(" whole"), FINISHED));

        List<Next> all = read();

        assertThat(events(all)).containsOnlyOnce(thought);
        assertThat(said(all)).isEqualTo("half whole");
    }

    private ScriptedProvider listening(ChatEvent... events) {
        return new ScriptedProvider(exchange -> {
            asked.set(messages(exchange));
            push(exchange, STARTED);
            push(exchange, events);
            return Optional.empty();
        });
    }

    private static List<Message> messages(Exchange exchange) {
        return ((Ask.Chat) exchange.ask()).request().messages();
    }

    private List<Next> read() throws InterruptedException {
        return GatewayBench.all(bench.stream(GatewayBench.HI));
    }

    private static String said(List<Next> all) {
        StringBuilder said = new StringBuilder();
        for (ChatEvent event : events(all)) {
            if (event instanceof ChatEvent.Text piece) {
                said.append(piece.text());
            }
        }
        return said.toString();
    }

    private static List<ChatEvent> events(List<Next> all) {
        return all.stream()
                .filter(Next.Piece.class::isInstance)
                .flatMap(piece -> ((Next.Piece) piece).chunk().events().stream())
                .toList();
    }
}
