package io.patchbay.config;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/**
 * The operator's file, whose changes are taken up if they hold no mistake. It is compared by content, since a mounted
 * ConfigMap changes by a symbolic link and keeps its times.
 */
final class FollowedFile {

    private static final Logger LOG = System.getLogger(FollowedFile.class.getName());

    private final Path path;
    private final LiveConfiguration live;
    private byte[] seen;

    FollowedFile(Path path, LiveConfiguration live) {
        this.path = path;
        this.live = live;
        this.seen = content();
    }

    void check() {
        byte[] now = content();
        if (!Arrays.equals(seen, now)) {
            seen = now;
            takeUp();
        }
    }

    private void takeUp() {
        try {
            Layer files = Layers.read(Optional.of(path));
            live.use(Configuration.read(files, over(files)));
            LOG.log(Level.INFO, "The configuration of " + path + " was taken up");
        } catch (InvalidConfiguration e) {
            LOG.log(
                    Level.ERROR,
                    "The configuration of " + path + " is refused, the last good one stays.\n" + e.getMessage());
        }
    }

    /** The candidate's values are not to be seen by anyone else before they are found good. */
    private static Config over(Layer files) {
        return ConfigProviderResolver.instance()
                .getBuilder()
                .addDefaultSources()
                .withSources(new CandidateSource(files.flat()))
                .build();
    }

    private byte[] content() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
