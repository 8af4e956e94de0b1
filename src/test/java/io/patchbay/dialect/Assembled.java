package io.patchbay.dialect;

import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Signature;
import io.patchbay.chat.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stream's first choice said, put together.
 *
 * @param calls each as its name, a space and its arguments
 */
public record Assembled(
        String text,
        String thought,
        List<String> calls,
        List<Content> parts,
        List<Signature> signatures,
        Optional<FinishReason> finished,
        Optional<Usage> usage) {

    public static Assembled of(List<ChatEvent> events) {
        StringBuilder text = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        Map<Integer, StringBuilder> calls = new LinkedHashMap<>();
        List<Content> parts = new ArrayList<>();
        List<Signature> signatures = new ArrayList<>();
        Optional<FinishReason> finished = Optional.empty();
        Optional<Usage> usage = Optional.empty();
        for (ChatEvent event : events) {
            switch (event) {
                case ChatEvent.Text said when said.choice() == 0 -> text.append(said.text());
                case ChatEvent.Thinking thinking
                when thinking.choice() == 0 -> {
                    thought.append(thinking.text());
                    thinking.signature().ifPresent(signatures::add);
                }
                case ChatEvent.ToolCallDelta call
                when call.choice() == 0 -> {
                    StringBuilder written = calls.computeIfAbsent(call.index(), index -> new StringBuilder());
                    call.name().ifPresent(name -> written.append(name).append(' '));
                    written.append(call.arguments());
                    call.signature().ifPresent(signatures::add);
                }
                case ChatEvent.Part part when part.choice() == 0 -> parts.add(part.content());
                case ChatEvent.Finished end when end.choice() == 0 -> finished = Optional.of(end.reason());
                case ChatEvent.UsageReported reported -> usage = Optional.of(reported.usage());
                default -> {}
            }
        }
        List<String> written =
                calls.values().stream().map(StringBuilder::toString).toList();
        return new Assembled(text.toString(), thought.toString(), written, parts, signatures, finished, usage);
    }

    /** The same, as it may be told in other words: which tier served it is not. */
    public Assembled inOtherWords() {
        Optional<Usage> told = usage.map(tokens -> tokens.servedBy(""));
        return new Assembled(text, thought, calls, parts, signatures, finished, told);
    }
}
