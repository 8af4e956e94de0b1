package io.patchbay.provider;

import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts into a request what it names by its address, for vendors that fetch nothing themselves. */
@ApplicationScoped
class InlineMedia {

    private final MediaFetch fetch;
    private final MediaSettings settings;

    @Inject
    InlineMedia(MediaFetch fetch, MediaSettings settings) {
        this.fetch = fetch;
        this.settings = settings;
    }

    /**
     * The request itself where it names nothing so.
     *
     * @param left beginnings of addresses that are left as they are, for the vendor reads them itself
     * @param limit what is left of the call's time
     * @throws io.patchbay.call.CallFailed if something can't be had, or not in time, or if the caller leaves meanwhile
     */
    ChatRequest in(ChatRequest request, List<String> left, Duration limit) {
        if (!new Filling(left, (address, where) -> address).namesAny(request)) {
            return request;
        }
        try (Fetches fetches = new Fetches(fetch, settings.maxBytes(), limit)) {
            new Filling(left, fetches::order).filled(request);
            return new Filling(left, fetches::take).filled(request);
        }
    }

    /** Tells what stands for an address, and the field that has it. */
    private interface Source {
        String of(String address, String where);
    }

    /** Puts what a source has in the place of each address. */
    private record Filling(List<String> left, Source source) {

        boolean namesAny(ChatRequest request) {
            for (Message message : request.messages()) {
                for (Content part : message.content()) {
                    if (isNamed(part)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean isNamed(Content part) {
            return switch (part) {
                case Content.Image image -> isAddress(image.url());
                case Content.File file -> isAddress(file.reference());
                case Content.ToolResult result -> result.content().stream().anyMatch(this::isNamed);
                case Content.Text ignored -> false;
                case Content.Audio ignored -> false;
                case Content.ToolCall ignored -> false;
                case Content.Thinking ignored -> false;
                case Content.RedactedThinking ignored -> false;
                case Content.Refusal ignored -> false;
                case Content.CacheMark ignored -> false;
                case Content.Opaque ignored -> false;
            };
        }

        private boolean isAddress(String reference) {
            boolean web = reference.regionMatches(true, 0, "http://", 0, 7)
                    || reference.regionMatches(true, 0, "https://", 0, 8);
            return web && left.stream().noneMatch(reference::startsWith);
        }

        ChatRequest filled(ChatRequest request) {
            List<Message> messages = new ArrayList<>(request.messages().size());
            for (Message message : request.messages()) {
                String where = "messages[" + messages.size() + "].content";
                messages.add(new Message(message.role(), filled(message.content(), where), message.name()));
            }
            return request.withMessages(messages);
        }

        private List<Content> filled(List<Content> content, String where) {
            List<Content> filled = new ArrayList<>(content.size());
            for (Content part : content) {
                filled.add(isNamed(part) ? filled(part, where + "[" + filled.size() + "]") : part);
            }
            return filled;
        }

        private Content filled(Content part, String where) {
            return switch (part) {
                case Content.Image(String url, Optional<String> detail) ->
                    new Content.Image(source.of(url, where), detail);
                case Content.File(Optional<String> name, Optional<String> type, String reference) ->
                    new Content.File(name, type, source.of(reference, where));
                case Content.ToolResult(String id, List<Content> content, boolean failed) ->
                    new Content.ToolResult(id, filled(content, where + ".content"), failed);
                default -> part;
            };
        }
    }
}
