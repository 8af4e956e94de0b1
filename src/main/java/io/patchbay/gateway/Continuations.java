package io.patchbay.gateway;

import io.patchbay.call.CallFailed;
import io.patchbay.call.CallFailed.AfterCommit;
import io.patchbay.call.Failure;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.OnCut;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Message;
import io.patchbay.provider.Ask;
import io.patchbay.provider.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes on with a stream that broke off after its caller had a part of it, where its alias or model wants that. */
@ApplicationScoped
class Continuations {

    private static final String GO_ON =
            "Your answer broke off at this point. Write the rest of it and nothing else: begin"
                    + " with the very next character, repeat nothing and explain nothing.";

    private final Turns turns;

    @Inject
    Continuations(Turns turns) {
        this.turns = turns;
    }

    /**
     * Lets another target write the rest of the answer.
     *
     * @param asked what the caller asked for
     * @throws AfterCommit if nobody did
     */
    void of(ChatRequest asked, AfterCommit cut, Progress progress) {
        AfterCommit last = cut;
        progress.letWait();
        for (Target target : candidates(cut.failure(), progress)) {
            Optional<String> text = progress.story().text();
            if (text.isEmpty() || !passes(last.failure()) || !progress.mayGoOn()) {
                break;
            }
            progress.askInstead(new Ask.Chat(rest(asked, text.get(), target, progress)));
            try {
                turns.at(target, progress);
                return;
            } catch (AfterCommit again) {
                last = again;
            } catch (CallFailed failed) {
                // Whoever is next may go on.
            }
        }
        throw last;
    }

    /** Those who have not failed yet, then who was cut, unless it went silent. */
    private static List<Target> candidates(Failure failure, Progress progress) {
        if (progress.plan().manner().onCut().orElse(OnCut.FAIL) != OnCut.CONTINUE) {
            return List.of();
        }
        List<Target> candidates = new ArrayList<>();
        for (Target target : progress.plan().targets()) {
            if (progress.faults().of(target).isEmpty()) {
                candidates.add(target);
            }
        }
        if (!(failure instanceof Failure.TimedOut)) {
            candidates.add(progress.last().orElseThrow().target());
        }
        return candidates;
    }

    /** Whether another might do better. */
    private static boolean passes(Failure failure) {
        return switch (failure) {
            case Failure.Unavailable ignored -> true;
            case Failure.TimedOut ignored -> true;
            case Failure.Garbled ignored -> true;
            case Failure.Throttled ignored -> true;
            default -> false;
        };
    }

    /** A model that takes the beginning of its answer goes on with it; another is told to. */
    private static ChatRequest rest(ChatRequest asked, String text, Target target, Progress progress) {
        String beginning = text.stripTrailing();
        if (beginning.isEmpty()) {
            progress.story().goesOn(0, progress.usage());
            return asked;
        }
        boolean prefills = target.model()
                .filter(model -> model.capabilities().contains(Capability.PREFILL))
                .isPresent();
        ChatRequest.Builder rest = asked.toBuilder();
        if (prefills) {
            progress.story().goesOn(text.length() - beginning.length(), progress.usage());
            return rest.message(Message.assistant(beginning)).build();
        }
        progress.story().goesOn(0, progress.usage());
        return rest.message(Message.assistant(text)).user(GO_ON).build();
    }
}
