package io.patchbay.faults;

import io.patchbay.testing.AnthropicWire;
import io.patchbay.testing.GoogleWire;
import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.VendorWire;
import java.util.Locale;

/** Whose dialect the providers speak. */
enum Vendor {
    OPENAI(OpenAiWire.openAi()),
    ANTHROPIC(new AnthropicWire()),
    GOOGLE(new GoogleWire());

    private final VendorWire wire;

    Vendor(VendorWire wire) {
        this.wire = wire;
    }

    VendorWire wire() {
        return wire;
    }

    String dialect() {
        return name().toLowerCase(Locale.ROOT);
    }
}
