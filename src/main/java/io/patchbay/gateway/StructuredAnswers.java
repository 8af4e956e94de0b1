package io.patchbay.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.patchbay.call.CallFailed;
import io.patchbay.call.CallFailed.AfterCommit;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Message;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.dialect.Json;
import io.patchbay.provider.Ask;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers that were asked to be JSON. Whoever wrote one, it is held against what was asked; a whole answer that fails is
 * repaired once with the findings, a stream that fails ends in an error. An answer that says itself that it is none (cut
 * at the limit, filtered, a tool call, a refusal) is left as it is.
 */
@ApplicationScoped
class StructuredAnswers {

    private final Attempts attempts;
    private final Schemas schemas = new Schemas();

    @Inject
    StructuredAnswers(Attempts attempts) {
        this.attempts = attempts;
    }

    /** @throws CallFailed with {@link Failure.Unsupported} if the request asks for what no answer can be held against */
    void require(ChatRequest request) {
        if (request.responseFormat().orElse(null) instanceof ResponseFormat.JsonSchema format) {
            schemas.require(format);
        }
    }

    /**
     * The answer, or its repair.
     *
     * @throws CallFailed with {@link Failure.Invalid} if the repair is not what was asked for either
     */
    ChatReply valid(ChatReply reply, Progress progress) {
        Optional<ResponseFormat> format = asked(progress).responseFormat();
        List<String> findings = format.isPresent() ? findings(reply, format.get()) : List.of();
        if (findings.isEmpty()) {
            return reply;
        }
        if (reply.choices().size() > 1 || !progress.mayGoOn()) {
            throw invalid("the answer is not what was asked for: ", findings);
        }
        ChatReply repaired = repair(reply, findings, progress);
        List<String> left = findings(repaired, format.get());
        if (!left.isEmpty()) {
            throw invalid("the answer is not what was asked for, after a repair as well: ", left);
        }
        return repaired;
    }

    /**
     * Holds the stream's text against what was asked.
     *
     * @throws CallFailed with {@link Failure.Invalid} if it is not that
     */
    void requireValid(Trial streamed, Progress progress) {
        Optional<ResponseFormat> format = asked(progress).responseFormat();
        boolean whole =
                streamed.finishReason().filter(StructuredAnswers::isWhole).isPresent();
        if (format.isPresent() && whole && !streamed.refused()) {
            List<String> findings = findings(streamed.answer(), format.get());
            if (!findings.isEmpty()) {
                throw new AfterCommit(invalid("the answer is not what was asked for: ", findings)
                        .failure());
            }
        }
    }

    private static ChatRequest asked(Progress progress) {
        return ((Ask.Chat) progress.ask()).request();
    }

    private static boolean isWhole(FinishReason reason) {
        return reason == FinishReason.STOP || reason == FinishReason.STOP_SEQUENCE;
    }

    private List<String> findings(ChatReply reply, ResponseFormat format) {
        List<String> findings = new ArrayList<>();
        for (ChatReply.Choice choice : reply.choices()) {
            String text = choice.message().text();
            boolean refused = text.isEmpty() && !choice.message().content().isEmpty();
            if (isWhole(choice.finishReason()) && !refused) {
                findings.addAll(findings(text, format));
            }
        }
        return findings;
    }

    private List<String> findings(String text, ResponseFormat format) {
        return switch (format) {
            case ResponseFormat.JsonSchema schema -> schemas.findings(text, schema);
            case ResponseFormat.JsonObject ignored -> isObject(text) ? List.of() : List.of("it is not a JSON object");
        };
    }

    private static boolean isObject(String text) {
        try {
            return Json.read(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static CallFailed invalid(String what, List<String> findings) {
        return CallFailed.of(new Failure.Invalid(what + String.join("; ", findings)));
    }

    private ChatReply repair(ChatReply reply, List<String> findings, Progress progress) {
        ChatRequest asked = asked(progress);
        progress.letWait();
        progress.askInstead(new Ask.Chat(asked.toBuilder()
                .message(Message.assistant(reply.text()))
                .user("Your answer is not what was asked for: " + String.join("; ", findings)
                        + ". Write the whole corrected JSON document and nothing else.")
                .build()));
        return (ChatReply)
                attempts.at(progress.last().orElseThrow().target(), progress).orElseThrow();
    }
}
