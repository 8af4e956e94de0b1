package io.patchbay.api;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.Role;
import io.patchbay.dialect.Json;
import io.patchbay.testing.ApiDescription;
import io.patchbay.testing.ApiDescription.Operation;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The hand-written description has the paths that the resources have, no more and no fewer. */
class OpenApiTest {

    private final ApiDescription description = ApiDescription.read();

    @Test
    void hasEveryResourceMethodAndNoOther() {
        Set<Operation> documented = new TreeSet<>(description.operations());

        assertThat(documented).isEqualTo(offered(new OpenAiApplication(), new ManagementApplication()));
    }

    @Test
    void saysWhoEachOperationIsFor() {
        Map<Operation, Set<String>> allowed = allowed(new OpenAiApplication(), new ManagementApplication());

        assertThat(allowed)
                .allSatisfy((operation, roles) -> assertThat(description.roles(operation))
                        .as(operation.toString())
                        .isEqualTo(roles)
                        .isNotEmpty());
    }

    @Test
    void refersToNothingThatIsNotThere() {
        assertThat(description.json().findValuesAsText("$ref")).allSatisfy(reference -> {
            JsonNode target = description.json().at(reference.substring(1));
            assertThat(target.isMissingNode()).as(reference).isFalse();
        });
    }

    /** A comma in an unquoted text of a {@code {…}} begins a key of its own, which has no value. */
    @Test
    void hasNoKeyWithoutValue() {
        assertThat(keysWithoutValue(description.json(), "")).isEmpty();
    }

    private static List<String> keysWithoutValue(JsonNode json, String path) {
        List<String> keys = new ArrayList<>();
        json.forEachEntry((key, value) ->
                keys.addAll(value.isNull() ? List.of(path + key) : keysWithoutValue(value, path + key + "/")));
        json.forEach(item -> keys.addAll(json.isArray() ? keysWithoutValue(item, path + "[]/") : List.of()));
        return keys;
    }

    @Test
    void itsSchemasRefuseWhatIsWrong() throws IOException {
        JsonNode schema = Json.object().put("$ref", "#/components/schemas/ModelList");

        assertThat(description.findings(schema, Json.read("{\"object\": \"list\", \"data\": []}")))
                .isEmpty();
        assertThat(description.findings(schema, Json.read("{\"object\": \"list\", \"data\": [{\"id\": 1}]}")))
                .hasSize(4);
    }

    @Test
    void takesItsVersionFromTheBuild() {
        assertThat(description.json().at("/info/version").asText()).matches("\\d+\\.\\d+.*");
    }

    private static Set<Operation> offered(Application... applications) {
        return allowed(applications).keySet();
    }

    private static Map<Operation, Set<String>> allowed(Application... applications) {
        Map<Operation, Set<String>> offered = new TreeMap<>();
        for (Application application : applications) {
            String base =
                    application.getClass().getAnnotation(ApplicationPath.class).value();
            for (Class<?> resource : application.getClasses()) {
                if (resource.isAnnotationPresent(Path.class)) {
                    for (Method method : resource.getMethods()) {
                        verbs(method)
                                .forEach(verb -> offered.put(
                                        new Operation(verb, base + path(resource) + path(method)), roles(method)));
                    }
                }
            }
        }
        return offered;
    }

    private static Set<String> roles(Method method) {
        Allowed allowed = method.getAnnotation(Allowed.class);
        return allowed == null
                ? Set.of()
                : Arrays.stream(allowed.value()).map(Role::word).collect(toCollection(TreeSet::new));
    }

    private static Stream<String> verbs(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value());
    }

    /** As OpenAPI writes it, without the pattern of a parameter. */
    private static String path(java.lang.reflect.AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value().replaceAll("\\{(\\w+):[^}]*}", "{$1}");
    }
}
