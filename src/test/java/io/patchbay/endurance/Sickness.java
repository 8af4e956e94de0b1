package io.patchbay.endurance;

import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.Rule;
import io.patchbay.testing.Upstream;

/** What ails a vendor. Each gives, while it is well, the same answer, whole or streamed. */
enum Sickness {
    UNAVAILABLE {
        @Override
        void tell(Rule rule) {
            rule.fails(503);
        }
    },
    RESETTING {
        @Override
        void tell(Rule rule) {
            rule.resets();
        }
    },
    BREAKING_OFF {
        @Override
        void tell(Rule rule) {
            rule.cutsAfter(MIDDLE);
        }
    };

    private static final String TEXT = "The whole and right answer.";
    private static final OpenAiWire WIRE = OpenAiWire.compatible();

    /** Within the answer, whole or streamed. */
    private static final int MIDDLE = 400;

    abstract void tell(Rule rule);

    void befalls(String row, Upstream upstream) {
        heal(row, upstream);
        tell(whole(row, upstream));
        tell(streamed(row, upstream));
    }

    static void heal(String row, Upstream upstream) {
        whole(row, upstream);
        streamed(row, upstream);
    }

    private static Rule whole(String row, Upstream upstream) {
        return upstream.answers(path(row)).with(WIRE.whole(TEXT));
    }

    private static Rule streamed(String row, Upstream upstream) {
        return upstream.answers(path(row))
                .containing("\"stream\":true")
                .streamsRaw(WIRE.streamed("The whole ", "and right ", "answer."));
    }

    private static String path(String row) {
        return "/" + row + "/v1/chat/completions";
    }

    /** Whether the caller has the answer, and all of it. */
    static boolean isCured(Caller.Answer answer) {
        return answer.status() == 200
                && answer.whole()
                && Face.CHAT.heard(answer).isWhole(TEXT);
    }

    /** Whether the caller has one error in place of the answer, or of its end. */
    static boolean isToldOf(Caller.Answer answer) {
        Heard heard = Face.CHAT.heard(answer);
        return answer.whole()
                && heard.failed()
                && !heard.ended()
                && heard.finish().isEmpty()
                && answer.body().split("\"error\"", -1).length == 2;
    }
}
