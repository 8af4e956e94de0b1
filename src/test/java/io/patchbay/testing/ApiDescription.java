package io.patchbay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.patchbay.dialect.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** An OpenAPI document: ours, or one that a server gives out. */
public record ApiDescription(JsonNode json) {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /** A method of a path. */
    public record Operation(String method, String path) implements Comparable<Operation> {

        @Override
        public int compareTo(Operation other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** The one in the WAR. */
    public static ApiDescription read() {
        try (InputStream yaml = ApiDescription.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return new ApiDescription(new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ApiDescription of(String yaml) {
        try {
            return new ApiDescription(new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        json.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(item -> {
                    if (METHODS.contains(item.getKey())) {
                        operations.add(new Operation(item.getKey().toUpperCase(Locale.ROOT), path.getKey()));
                    }
                }));
        return operations;
    }

    private JsonNode of(Operation operation) {
        return json.path("paths").path(operation.path()).path(operation.method().toLowerCase(Locale.ROOT));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? json.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** The names of what may stand behind the question mark. */
    public List<String> queryParameters(Operation operation) {
        return of(operation)
                .path("parameters")
                .valueStream()
                .map(this::resolved)
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .map(parameter -> parameter.path("name").asText())
                .toList();
    }

    /** The names of a body's fields. */
    public List<String> bodyFields(Operation operation) {
        List<String> names = new ArrayList<>();
        resolved(jsonBody(operation).path("schema"))
                .path("properties")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }

    /** A body as the description shows one; an empty one if it shows none. */
    public ObjectNode bodyExample(Operation operation) {
        return jsonBody(operation).path("example") instanceof ObjectNode example ? example : Json.object();
    }

    private JsonNode jsonBody(Operation operation) {
        return resolved(of(operation).path("requestBody")).path("content").path("application/json");
    }

    /** Which roles an operation is for. */
    public Set<String> roles(Operation operation) {
        Set<String> roles = new TreeSet<>();
        of(operation).path("x-roles").forEach(role -> roles.add(role.asText()));
        return roles;
    }

    /** The answer's description, without references; missing if there is none for the status. */
    public JsonNode response(Operation operation, int status) {
        return resolved(of(operation).path("responses").path(Integer.toString(status)));
    }

    /** What of a body is not as the schema has it. */
    public List<String> findings(JsonNode schema, JsonNode body) {
        ObjectNode whole = Json.object();
        whole.set("components", json.get("components"));
        whole.set("allOf", Json.object().arrayNode().add(schema));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(body)
                .stream()
                .map(Error::toString)
                .toList();
    }
}
