package io.patchbay.catalogue.update;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command behind {@code mvn -Pcatalogue}; docs/catalogue.md shows how it is used. */
public final class Update {

    private static final String USUAL_CHECK = "models.dev,LiteLLM";

    private final Sources sources;
    private final PrintStream out;

    Update(Sources sources, PrintStream out) {
        this.sources = sources;
        this.out = out;
    }

    /**
     * @param arguments the directory of the sources, that of the catalogue's files, and, to compare two sources instead of
     *     writing, their names with a comma between, or {@code true} for the usual two
     */
    public static void main(String... arguments) throws IOException {
        if (arguments[0].isBlank()) {
            throw new IllegalArgumentException("-Dcatalogue.from=<directory> names the directory of the sources");
        }
        Update update = new Update(Sources.in(Path.of(arguments[0])), System.out);
        String check = arguments.length > 2 ? arguments[2] : "";
        if (check.isBlank()) {
            update.write(Path.of(arguments[1]));
        } else {
            String[] names = (check.equals("true") ? USUAL_CHECK : check).split(",", -1);
            update.check(Source.of(names[0].strip()), Source.of(names[1].strip()));
        }
    }

    void write(Path catalogue) throws IOException {
        for (Row row : Row.ALL) {
            if (sources.has(row.names().keySet())) {
                write(row, catalogue.resolve(row.provider() + ".yaml"));
            } else {
                out.println(row.provider() + ": left alone, for a source of it is missing\n");
            }
        }
    }

    private void write(Row row, Path path) throws IOException {
        CatalogueFile before = CatalogueFile.of(row.provider(), Files.readString(path));
        Merge merge = new Merge(row, before.prefix(), sources);
        CatalogueFile after = before.with(merge.models());
        Files.write(path, after.text().getBytes(StandardCharsets.UTF_8));
        out.print(Changes.between(before, after).inWords());
        merge.announced().forEach(words -> out.println("  announced: " + words));
        out.println();
    }

    void check(Source one, Source other) {
        out.println(one.word() + " and " + other.word());
        for (Row row : Row.ALL) {
            if (row.names().keySet().containsAll(List.of(one, other))) {
                out.println(Check.of(row, one, other, sources).inWords());
            }
        }
    }
}
