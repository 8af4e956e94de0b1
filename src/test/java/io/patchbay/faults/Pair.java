package io.patchbay.faults;

import java.util.List;

/** The caller's dialect and the providers'. */
enum Pair {
    OPENAI(Face.CHAT, Vendor.OPENAI, true),
    ANTHROPIC(Face.MESSAGES, Vendor.ANTHROPIC, true),
    OPENAI_TO_GOOGLE(Face.CHAT, Vendor.GOOGLE, true),
    OPENAI_TO_ANTHROPIC(Face.CHAT, Vendor.ANTHROPIC, false),
    ANTHROPIC_TO_OPENAI(Face.MESSAGES, Vendor.OPENAI, false),
    ANTHROPIC_TO_GOOGLE(Face.MESSAGES, Vendor.GOOGLE, false),
    RESPONSES(Face.RESPONSES, Vendor.RESPONSES, true),
    RESPONSES_TO_OPENAI(Face.RESPONSES, Vendor.OPENAI, false),
    RESPONSES_TO_ANTHROPIC(Face.RESPONSES, Vendor.ANTHROPIC, false),
    RESPONSES_TO_GOOGLE(Face.RESPONSES, Vendor.GOOGLE, false),
    COMPLETIONS_TO_OPENAI(Face.COMPLETIONS, Vendor.OPENAI, false);

    private final Face face;
    private final Vendor vendor;
    private final boolean whole;

    Pair(Face face, Vendor vendor, boolean whole) {
        this.face = face;
        this.vendor = vendor;
        this.whole = whole;
    }

    Face face() {
        return face;
    }

    Vendor vendor() {
        return vendor;
    }

    /** Whether what it meets is met in full. */
    boolean isWhole() {
        return whole;
    }

    /** Whether it meets the fault; across dialects the typical ones suffice. */
    boolean meets(Fault fault) {
        return fault.concerns(vendor) && (whole || fault.isTypical());
    }

    /** What the vendor may say of a wait; it is read in the same way whatever OpenAI is asked for. */
    List<WaitSaid> waits(Fault fault) {
        return vendor == Vendor.RESPONSES ? List.of(WaitSaid.NOT) : fault.waits();
    }

    String title() {
        return switch (this) {
            case OPENAI -> "OpenAI";
            case ANTHROPIC -> "Anthropic";
            case OPENAI_TO_GOOGLE -> "OpenAI to Google";
            case OPENAI_TO_ANTHROPIC -> "OpenAI to Anthropic";
            case ANTHROPIC_TO_OPENAI -> "Anthropic to OpenAI";
            case ANTHROPIC_TO_GOOGLE -> "Anthropic to Google";
            case RESPONSES -> "responses";
            case RESPONSES_TO_OPENAI -> "responses to OpenAI's chat";
            case RESPONSES_TO_ANTHROPIC -> "responses to Anthropic";
            case RESPONSES_TO_GOOGLE -> "responses to Google";
            case COMPLETIONS_TO_OPENAI -> "completions to OpenAI's chat";
        };
    }
}
