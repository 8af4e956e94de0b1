package io.patchbay.catalogue.update;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dialect.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lists that lie in a directory, the newest of each source. */
record Sources(Map<Source, SourceList> lists) {

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    static Sources in(Path directory) throws IOException {
        Map<Source, SourceList> lists = new EnumMap<>(Source.class);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted(Comparator.comparing(Path::toString)).toList()) {
                Optional<Source> source = Source.ofFile(file.getFileName().toString());
                if (source.isPresent()) {
                    lists.put(source.get(), list(source.get(), Json.read(Files.readAllBytes(file)), day(file)));
                }
            }
        }
        return new Sources(lists);
    }

    static SourceList list(Source source, JsonNode json, LocalDate day) {
        return switch (source) {
            case GENAI_PRICES -> new GenaiPrices(json, day);
            case LITELLM -> new LiteLlm(json, day);
            case MODELS_DEV -> new ModelsDev(json, day);
            case OPENROUTER -> new OpenRouterList(json, day);
        };
    }

    /** The day on which the file was read stands in its name, or beside its name in the directory's README.md. */
    private static LocalDate day(Path file) throws IOException {
        String name = file.getFileName().toString();
        Path readme = file.resolveSibling("README.md");
        List<String> lines = Files.exists(readme) ? Files.readAllLines(readme) : List.of();
        return Stream.concat(Stream.of(name), lines.stream().filter(line -> line.contains(name)))
                .map(DAY::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(found -> LocalDate.parse(found.group()))
                .orElseThrow(() -> new IllegalArgumentException("when was " + name
                        + " read? Put the day into its name, such as " + name.replace(".json", ".2026-07-24.json")));
    }

    boolean has(Iterable<Source> wanted) {
        for (Source source : wanted) {
            if (!lists.containsKey(source)) {
                return false;
            }
        }
        return true;
    }

    /** What the source says of the provider's models; empty if it is not here. */
    Map<String, Listing> of(Source source, Row row) {
        SourceList list = lists.get(source);
        return list == null ? Map.of() : list.at(row);
    }
}
