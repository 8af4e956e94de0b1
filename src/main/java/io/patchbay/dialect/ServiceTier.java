package io.patchbay.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** The tier that served a call, in the vendor's word. */
public final class ServiceTier {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    private ServiceTier() {}

    /** @return blank where the answer says nothing that could be a tier */
    public static String read(JsonNode word) {
        String text = word.asText("");
        return word.isTextual() && WORD.matcher(text).matches() ? text : "";
    }
}
