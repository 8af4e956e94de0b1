package io.patchbay.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fields of a request that have no word here, by name.
 *
 * @param dialect whose fields they are; empty for those that go to whichever vendor is asked
 * @param essential the names of those without which the answer would be another one
 * @param unpriced where in the request something stands that may cost more than the tokens that are read and written;
 *     what nobody knows not to, may
 */
public record Extra(
        Optional<String> dialect, Map<String, JsonNode> fields, Set<String> essential, Set<String> unpriced) {

    public static final Extra NONE = of(Map.of());

    public Extra {
        fields = Map.copyOf(fields);
        essential = Set.copyOf(essential);
        unpriced = Set.copyOf(unpriced);
    }

    /** Of fields that nobody has looked at for what they cost. */
    public Extra(Optional<String> dialect, Map<String, JsonNode> fields, Set<String> essential) {
        this(dialect, fields, essential, fields.keySet());
    }

    /** Fields for whichever vendor is asked. */
    public static Extra of(Map<String, JsonNode> fields) {
        return new Extra(Optional.empty(), fields, Set.of());
    }

    /** The fields that a vendor of this dialect is sent. */
    public Map<String, JsonNode> in(String name) {
        return isFor(name) ? fields : Map.of();
    }

    /** The names of the fields that a vendor of this dialect would not understand, in alphabetical order. */
    public List<String> foreignTo(String name) {
        return isFor(name) ? List.of() : fields.keySet().stream().sorted().toList();
    }

    private boolean isFor(String name) {
        return dialect.isEmpty() || dialect.get().equals(name);
    }
}
