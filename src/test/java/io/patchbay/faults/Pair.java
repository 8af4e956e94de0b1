package io.patchbay.faults;

/** The caller's dialect and the providers'. */
enum Pair {
    OPENAI(Face.CHAT, Vendor.OPENAI, true),
    ANTHROPIC(Face.MESSAGES, Vendor.ANTHROPIC, true),
    OPENAI_TO_GOOGLE(Face.CHAT, Vendor.GOOGLE, true),
    OPENAI_TO_ANTHROPIC(Face.CHAT, Vendor.ANTHROPIC, false),
    ANTHROPIC_TO_OPENAI(Face.MESSAGES, Vendor.OPENAI, false),
    ANTHROPIC_TO_GOOGLE(Face.MESSAGES, Vendor.GOOGLE, false);

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

    /** Whether it meets the fault; across dialects the typical ones suffice. */
    boolean meets(Fault fault) {
        return fault.concerns(vendor) && (whole || fault.isTypical());
    }

    String title() {
        return switch (this) {
            case OPENAI -> "OpenAI";
            case ANTHROPIC -> "Anthropic";
            case OPENAI_TO_GOOGLE -> "OpenAI to Google";
            case OPENAI_TO_ANTHROPIC -> "OpenAI to Anthropic";
            case ANTHROPIC_TO_OPENAI -> "Anthropic to OpenAI";
            case ANTHROPIC_TO_GOOGLE -> "Anthropic to Google";
        };
    }
}
