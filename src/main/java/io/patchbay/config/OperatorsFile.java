package io.patchbay.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One look at the operator's own file. What is parsed is what was compared, so a change between the two is not lost.
 *
 * @param content null if it could not be read
 * @param unreadable why; empty if it could
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by Arrays.equals
record OperatorsFile(Path path, byte @Nullable [] content, String unreadable) {

    /** The environment variable or system property that names it. */
    static final String VARIABLE = "PATCHBAY_CONFIG";

    /** The file as it is now; empty if none is named. */
    static Optional<OperatorsFile> named() {
        return Stream.of(
                        System.getProperty(VARIABLE, ""),
                        Optional.ofNullable(System.getenv(VARIABLE)).orElse(""))
                .filter(name -> !name.isBlank())
                .findFirst()
                .map(name -> at(Path.of(name.strip()).toAbsolutePath()));
    }

    /** Reads through symbolic links, as a mounted ConfigMap has them, to what they lead to at this moment. */
    static OperatorsFile at(Path path) {
        try {
            return new OperatorsFile(path, Files.readAllBytes(path), "");
        } catch (NoSuchFileException e) {
            return new OperatorsFile(path, null, "there is no such file");
        } catch (IOException e) {
            return new OperatorsFile(
                    path, null, Files.isDirectory(path) ? "it is a directory" : "the server's user may not read it");
        }
    }

    /** Another look. */
    OperatorsFile again() {
        return at(path);
    }

    boolean saysTheSameAs(OperatorsFile other) {
        return Arrays.equals(content, other.content) && unreadable.equals(other.unreadable);
    }

    /** @throws InvalidConfiguration if it cannot be read or parsed */
    Layer layer() {
        if (content == null) {
            throw Layer.unreadable(path.toString(), unreadable, 0);
        }
        return Layer.read(path.toString(), content);
    }
}
