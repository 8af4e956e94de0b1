package io.patchbay.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.net.Network;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of the configuration whose settings are asked for by name and type. What is wrong becomes a problem and reads
 * as absent, so that one reading finds all mistakes.
 *
 * @param json the part of the files; missing if they leave it out
 */
record Section(Lookup lookup, String key, JsonNode json) {

    Section section(String name) {
        String child = lookup.key(key, name);
        lookup.know(child);
        JsonNode node = json.path(name);
        if (node.isValueNode() && !node.isNull() && !node.asText().isBlank()) {
            lookup.problem(child, node.asText(), "a mapping of settings is expected");
        }
        return new Section(lookup, child, node.isObject() ? node : MissingNode.getInstance());
    }

    /** The sections below, by name, in the order of the files. */
    Map<String, Section> sections() {
        Map<String, Section> all = new LinkedHashMap<>();
        json.properties().forEach(field -> all.put(field.getKey(), section(field.getKey())));
        return all;
    }

    /** The names of what stands in it, in the order of the files. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    List<Network> networks(String name) {
        List<Network> networks = new ArrayList<>();
        for (String text : list(name)) {
            Network.parse(text)
                    .ifPresentOrElse(
                            networks::add, () -> problem(name, text, "a network such as 10.0.0.0/8 is expected"));
        }
        return networks;
    }

    boolean has(String name) {
        return json.has(name);
    }

    /** The value as the files have it, before expressions are resolved. */
    String raw(String name) {
        return json.path(name).asText("");
    }

    Optional<String> text(String name) {
        String child = lookup.key(key, name);
        lookup.know(child);
        if (json.path(name).isContainerNode()) {
            lookup.problem(child, "a mapping or list", "a single value is expected");
            return Optional.empty();
        }
        return lookup.value(child, json.path(name));
    }

    /**
     * A value of another type.
     *
     * @param right what would be right, for the message
     * @param parse empty if it is not
     */
    <T> Optional<T> value(String name, String right, Function<String, Optional<T>> parse) {
        Optional<String> text = text(name);
        Optional<T> value = text.flatMap(parse);
        if (text.isPresent() && value.isEmpty()) {
            lookup.problem(lookup.key(key, name), text.get(), right);
        }
        return value;
    }

    Optional<Boolean> flag(String name) {
        return value(name, "'true' or 'false' is expected", Values::flag);
    }

    Optional<Duration> duration(String name) {
        return value(name, "a duration such as 300ms, 5s or 10m is expected", Values::duration);
    }

    Optional<Long> size(String name, long most) {
        return value(
                name,
                "a size such as 512kB or 20MB is expected, at most " + (most >> 20) + "MB",
                text -> Values.size(text).filter(bytes -> bytes > 0 && bytes <= most));
    }

    Optional<Integer> integer(String name, int least) {
        return value(name, "a whole number of at least " + least + " is expected", text -> Values.integer(text, least));
    }

    Optional<BigDecimal> price(String name) {
        return value(name, "an amount for a million tokens is expected, such as 2.50", Values::price);
    }

    List<String> list(String name) {
        String child = lookup.key(key, name);
        lookup.know(child);
        if (json.path(name).isObject()) {
            lookup.problem(child, "a mapping", "a list is expected");
            return List.of();
        }
        if (json.path(name).isValueNode() && !json.path(name).asText().isBlank()) {
            lookup.problem(child, json.path(name).asText(), "a list is expected, such as [a, b]");
            return List.of();
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; ; i++) {
            String item = Key.of(child, i);
            Optional<String> value = lookup.value(item, json.path(name).path(i));
            if (i >= json.path(name).size() && value.isEmpty()) {
                return items;
            }
            lookup.know(item);
            value.ifPresent(items::add);
        }
    }

    /** The mappings of a list, which only a file can add to. */
    List<Section> items(String name) {
        String child = lookup.key(key, name);
        lookup.know(child);
        if (json.path(name).isObject()
                || json.path(name).isValueNode() && !json.path(name).asText("").isBlank()) {
            lookup.problem(child, "", "a list of mappings is expected");
            return List.of();
        }
        List<Section> items = new ArrayList<>();
        for (int i = 0; i < json.path(name).size(); i++) {
            items.add(new Section(lookup, Key.of(child, i), json.path(name).get(i)));
        }
        return items;
    }

    void problem(String name, String value, String right) {
        lookup.problem(lookup.key(key, name), value, right);
    }
}
