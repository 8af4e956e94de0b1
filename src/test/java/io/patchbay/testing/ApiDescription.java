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

    /** Which roles an operation is for. */
    public Set<String> roles(Operation operation) {
        Set<String> roles = new TreeSet<>();
        json.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT))
                .path("x-roles")
                .forEach(role -> roles.add(role.asText()));
        return roles;
    }

    /** The answer's description, without references; missing if there is none for the status. */
    public JsonNode response(Operation operation, int status) {
        JsonNode response = json.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(status));
        return response.has("$ref") ? json.at(response.get("$ref").asText().substring(1)) : response;
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
