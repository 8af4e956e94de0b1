package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.access.Unit;
import io.patchbay.dialect.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of tenants, teams, applications or keys, by their names, as its query parameters ask for it. */
final class UnitPage {

    private static final int USUAL = 100;
    private static final int MOST = 1_000;
    private static final int LONGEST = 64;
    private static final Pattern CURSOR = Pattern.compile("[a-z0-9._/-]{1,140}");

    private final Map<String, List<String>> given;

    private UnitPage(Map<String, List<String>> given, List<String> filters) {
        this.given = given;
        List<String> known =
                Stream.concat(Stream.of("limit", "next"), filters.stream()).toList();
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw InvalidParameter.unknown(name, String.join(", ", known));
            }
            if (values.size() > 1) {
                throw InvalidParameter.repeated(name);
            }
        });
    }

    /**
     * @param all by {@link Unit#ref}
     * @param filters those of {@code tenant} and {@code team} that may be asked for
     * @throws InvalidParameter naming the first that is wrong
     */
    static <T extends Unit> byte[] of(
            List<T> all, Function<T, ObjectNode> written, Map<String, List<String>> given, String... filters) {
        UnitPage page = new UnitPage(given, List.of(filters));
        int limit = page.limit();
        List<T> behind = all.stream()
                .filter(page::isAskedFor)
                .filter(unit ->
                        page.next().map(next -> unit.ref().compareTo(next) > 0).orElse(true))
                .limit(limit + 1L)
                .toList();
        List<T> shown = behind.subList(0, Math.min(limit, behind.size()));
        ObjectNode json = Json.object();
        ArrayNode items = json.putArray("items");
        shown.forEach(unit -> items.add(written.apply(unit)));
        return Json.write(
                json.put("next", behind.size() > limit ? shown.getLast().ref() : null));
    }

    private boolean isAskedFor(Unit unit) {
        return name("tenant").map(unit.tenant()::equals).orElse(true)
                && name("team")
                        .map(team -> unit.team().filter(team::equals).isPresent())
                        .orElse(true);
    }

    private Optional<String> find(String parameter) {
        return Optional.ofNullable(given.get(parameter)).map(List::getFirst);
    }

    private Optional<String> name(String parameter) {
        Optional<String> name = find(parameter);
        name.filter(text -> text.isEmpty() || text.length() > LONGEST).ifPresent(text -> {
            throw new InvalidParameter(parameter, text, "1 to %d characters".formatted(LONGEST));
        });
        return name;
    }

    private int limit() {
        return find("limit").map(UnitPage::limit).orElse(USUAL);
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new InvalidParameter("limit", text, "a whole number from 1 to " + MOST);
    }

    private Optional<String> next() {
        Optional<String> next = find("next");
        next.filter(text -> !CURSOR.matcher(text).matches() && !text.startsWith("key_"))
                .ifPresent(text -> {
                    throw new InvalidParameter("next", text, "what the page before gave as next, unchanged");
                });
        return next;
    }
}
