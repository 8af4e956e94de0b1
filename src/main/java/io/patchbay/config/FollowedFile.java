package io.patchbay.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's file, whose changes are taken up if they hold no mistake. It is compared by content, since a mounted
 * ConfigMap changes by a symbolic link and keeps its times.
 */
final class FollowedFile {

    private static final Logger LOG = System.getLogger(FollowedFile.class.getName());

    private final LiveConfiguration live;
    private final Function<Map<String, String>, Config> judged;
    private OperatorsFile seen;

    /**
     * @param started the look that the configuration in force was read from
     * @param judged MicroProfile Config over values that are not in force yet
     */
    FollowedFile(OperatorsFile started, LiveConfiguration live, Function<Map<String, String>, Config> judged) {
        this.seen = started;
        this.live = live;
        this.judged = judged;
    }

    /** Looks once; not for two threads at once. */
    void check() {
        OperatorsFile now = seen.again();
        if (!now.saysTheSameAs(seen)) {
            seen = now;
            takeUp(now);
        }
    }

    private void takeUp(OperatorsFile file) {
        try {
            Layer files = Layers.read(Optional.of(file));
            live.use(Configuration.read(files, judged.apply(files.flat())));
            LOG.log(Level.INFO, "The configuration of " + file.path() + " was taken up");
        } catch (InvalidConfiguration e) {
            LOG.log(
                    Level.ERROR,
                    "The configuration of " + file.path() + " is refused, the last good one stays.\n" + e.getMessage());
        }
    }
}
