package io.patchbay.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks for variables that were meant to override a setting and override none. */
final class Overrides {

    private static final Logger LOG = System.getLogger(Overrides.class.getName());

    private static final Pattern MEANT =
            Pattern.compile("PATCHBAY_(PROVIDERS|RESOLVE|FALLBACK|ALIASES|MODELS|MEDIA|CALL|REST|DEFAULT)_[A-Z0-9_]+");

    /** Docker and Kubernetes put such into the environment for services of that name. */
    private static final Pattern OF_A_SERVICE = Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT.*|PORT|PORT_\\d+_.*)");

    private Overrides() {}

    /** A warning and no mistake, since the environment has other writers too. */
    static void warnOf(Set<String> unused) {
        if (!unused.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "These variables override nothing, for no row or setting has their names: "
                            + String.join(", ", unused));
        }
    }

    static Set<String> unused(Collection<String> knownKeys, Set<String> environment) {
        Set<String> names = knownKeys.stream().map(Key::environmentName).collect(Collectors.toSet());
        return environment.stream()
                .filter(name -> MEANT.matcher(name).matches()
                        && !OF_A_SERVICE.matcher(name).matches()
                        && !names.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
