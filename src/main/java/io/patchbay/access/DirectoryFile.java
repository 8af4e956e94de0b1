package io.patchbay.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.database.DataDirectory;
import io.patchbay.dialect.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The directory beside the database, for a start without that. It holds what the tables hold: no key, and no pepper. The
 * time of the file is when it was known to be right.
 */
@ApplicationScoped
class DirectoryFile {

    private static final Logger LOG = System.getLogger(DirectoryFile.class.getName());

    private final Optional<Path> file;

    @Inject
    DirectoryFile() {
        this(DataDirectory.find().map(directory -> directory.resolve("directory.json")));
    }

    DirectoryFile(Optional<Path> file) {
        this.file = file;
    }

    /** @param at when it was right */
    record Found(Roster roster, Instant at) {}

    Optional<Found> read() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.read(Files.readAllBytes(file.get()));
            return Optional.of(new Found(
                    roster(json), Files.getLastModifiedTime(file.get()).toInstant()));
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The directory of keys beside the database, {0}, can''t be read, and is left out: {1}",
                    file.get(),
                    e.toString());
            return Optional.empty();
        }
    }

    private static Roster roster(JsonNode json) {
        List<Unit> units = new ArrayList<>();
        for (Table table : Table.values()) {
            json.path(table.word()).forEach(row -> units.add(table.read(new FieldsOf(row))));
        }
        return new Roster(json.path("version").longValue(), units);
    }

    /** Readable by the server's own user alone; whoever reads it meanwhile has the old one whole. */
    void write(Roster roster, Instant at) {
        if (file.isEmpty()) {
            return;
        }
        try {
            Path directory = Files.createDirectories(file.get().toAbsolutePath().getParent());
            // Temporary files are their owner's alone, and moved as they are.
            Path fresh = Files.createTempFile(directory, "directory", ".tmp");
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(Json.write(json(roster)));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.setLastModifiedTime(fresh, FileTime.from(at));
            Files.move(fresh, file.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            warn(e);
        }
    }

    /** It is still right. */
    void confirm(Instant at) {
        if (file.isPresent()) {
            try {
                Files.setLastModifiedTime(file.get(), FileTime.from(at));
            } catch (IOException e) {
                warn(e);
            }
        }
    }

    private void warn(IOException e) {
        LOG.log(
                Level.WARNING,
                "The directory of keys can''t be kept in {0}: {1}. A start without the database would know no keys.",
                file.map(Path::toString).orElse(""),
                e.toString());
    }

    private static ObjectNode json(Roster roster) {
        ObjectNode json = Json.object().put("version", roster.version());
        for (Table table : Table.values()) {
            json.putArray(table.word());
        }
        for (Unit unit : roster.units()) {
            ObjectNode row = ((ArrayNode) json.get(Table.of(unit).word())).addObject();
            unit.columns().forEach((column, value) -> {
                switch (value) {
                    case null -> row.putNull(column);
                    case Boolean flag -> row.put(column, flag);
                    case Long number -> row.put(column, number);
                    default -> row.put(column, value.toString());
                }
            });
        }
        return json;
    }

    private record FieldsOf(JsonNode row) implements Row {

        @Override
        public Optional<String> text(String column) {
            return row.path(column).isTextual() ? Optional.of(row.path(column).asText()) : Optional.empty();
        }

        @Override
        public Optional<Long> number(String column) {
            return row.path(column).isNumber() ? Optional.of(row.path(column).longValue()) : Optional.empty();
        }

        @Override
        public Optional<BigDecimal> decimal(String column) {
            return text(column).map(BigDecimal::new);
        }

        @Override
        public Optional<Instant> time(String column) {
            return text(column).map(Instant::parse);
        }

        @Override
        public boolean flag(String column) {
            return row.path(column).booleanValue();
        }
    }
}
