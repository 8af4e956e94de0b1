package io.patchbay.config;

import io.patchbay.access.AccessSettings;
import io.patchbay.access.ClaimSettings;
import io.patchbay.access.DirectorySettings;
import io.patchbay.access.Peppers;
import io.patchbay.access.TokenSettings;
import io.patchbay.access.TokenSettings.Algorithm;
import io.patchbay.call.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads who may call: {@code PATCHBAY_API_KEYS} and whether {@code HTTP_HOST} opens the server. */
final class AccessReader {

    private static final String KEYS = "PATCHBAY_API_KEYS";
    private static final String JWT = "mp.jwt.verify.";
    private static final int SHORTEST_KEY = 16;
    private static final int SHORTEST_PEPPER = 32;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private AccessReader() {}

    static AccessSettings read(Reading reading, Section root) {
        boolean open =
                root.text("http-host").map(host -> !LOOPBACK.contains(host)).orElse(false);
        return new AccessSettings(
                keys(reading, root.text("api-keys").orElse("")),
                open,
                tokens(reading, claims(root.section("jwt"))),
                new HashSet<>(root.list("operators")),
                new HashSet<>(root.list("auditors")),
                directory(root.section("access")));
    }

    /** The database's keys. */
    private static DirectorySettings directory(Section access) {
        return new DirectorySettings(
                peppers(access),
                access.duration("cache-age").orElse(DirectorySettings.NONE.cacheAge()),
                access.networks("trusted-proxies"));
    }

    private static Peppers peppers(Section access) {
        List<String> peppers = new ArrayList<>();
        pepper(access, "pepper").ifPresent(peppers::add);
        Section older = access.section("peppers");
        for (String name : older.names()) {
            pepper(older, name).ifPresent(peppers::add);
        }
        return new Peppers(peppers);
    }

    private static Optional<String> pepper(Section section, String name) {
        return section.value(
                name,
                "at least %d random characters are expected, the same on every server".formatted(SHORTEST_PEPPER),
                text -> Optional.of(text).filter(pepper -> pepper.length() >= SHORTEST_PEPPER));
    }

    /** The company's identity provider, by MicroProfile JWT's own keys. */
    private static TokenSettings tokens(Reading reading, ClaimSettings claims) {
        Optional<String> algorithm = reading.value(JWT + "publickey.algorithm");
        Optional<Algorithm> known = Arrays.stream(Algorithm.values())
                .filter(candidate -> algorithm.filter(candidate.name()::equals).isPresent())
                .findFirst();
        if (algorithm.isPresent() && known.isEmpty()) {
            reading.problem(JWT + "publickey.algorithm", algorithm.get(), "RS256 or ES256 is expected");
        }
        try {
            return new TokenSettings(
                    reading.value(JWT + "issuer"),
                    reading.value(JWT + "audiences")
                            .map(list -> List.of(list.split("\\s*,\\s*")))
                            .orElse(List.of()),
                    reading.value(JWT + "publickey.location"),
                    known,
                    claims);
        } catch (IllegalArgumentException e) {
            reading.problem(JWT + "issuer", "", String.valueOf(e.getMessage()));
            return TokenSettings.NONE;
        }
    }

    private static ClaimSettings claims(Section jwt) {
        Map<Role, Set<String>> groups = new EnumMap<>(Role.class);
        Section roles = jwt.section("roles");
        for (Role role : Role.values()) {
            if (roles.has(role.word())) {
                groups.put(role, new HashSet<>(roles.list(role.word())));
            }
        }
        Optional<String> claim = jwt.text("roles-claim");
        if (claim.isEmpty() && !groups.isEmpty()) {
            jwt.problem("roles-claim", "", "the claim that holds the groups of 'roles' is expected, such as groups");
        }
        return new ClaimSettings(jwt.text("tenant-claim"), jwt.text("team-claim"), claim, groups);
    }

    private static Map<String, String> keys(Reading reading, String list) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String item : list.split(",", -1)) {
            if (item.isBlank()) {
                continue;
            }
            int colon = item.indexOf(':');
            String name = colon < 0
                    ? "key-" + (keys.size() + 1)
                    : item.substring(0, colon).trim();
            String key = item.substring(colon + 1).trim();
            if (key.length() < SHORTEST_KEY) {
                reading.problem(
                        KEYS, "", "the key of '%s' is shorter than %d characters".formatted(name, SHORTEST_KEY));
            } else if (name.isEmpty() || keys.containsKey(name) || keys.containsValue(key)) {
                reading.problem(
                        KEYS,
                        "",
                        "each key has a name of its own, as in 'portal:…,batch:…'; '%s' does not".formatted(name));
            }
            keys.putIfAbsent(name, key);
        }
        return keys;
    }
}
