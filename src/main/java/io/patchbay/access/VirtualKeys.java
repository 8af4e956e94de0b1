package io.patchbay.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of the database: {@code pb_}, twelve letters by which a key is found and that are no secret, {@code _}, and 256
 * bits at random. A key is checked whole, each time: nothing is remembered of one.
 */
@ApplicationScoped
class VirtualKeys {

    private static final Pattern KEY = Pattern.compile("(pb_[a-z2-7]{12})_[A-Za-z0-9_-]{43}");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 12;
    private static final int SECRET_BYTES = 32;
    /** No key has it, for it is no HMAC. */
    private static final VirtualKey.Secret OF_NOBODY = new VirtualKey.Secret("", "A".repeat(43), "");

    private final Directory directory;
    private final Peppers peppers;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    VirtualKeys(Directory directory, AccessSettings settings, Clock clock) {
        this(directory, settings.directory().peppers(), clock);
    }

    VirtualKeys(Directory directory, Peppers peppers, InstantSource clock) {
        this.directory = directory;
        this.peppers = peppers;
        this.clock = clock;
    }

    /** A key that nobody has yet, as it is shown once. */
    record Fresh(String key, VirtualKey.Secret secret) {}

    /** @throws Declined if there is no pepper to make one with */
    Fresh make() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String prefix = "pb_" + letters();
        String key = prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return new Fresh(key, peppers.secret(prefix, key).orElseThrow(Declined::noPepper));
    }

    /** An id for a key; nobody can tell the key from it. */
    String id() {
        return "key_" + letters();
    }

    private String letters() {
        return random.ints(LENGTH, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, i) -> text.append(LETTERS.charAt(i)), StringBuilder::append)
                .toString();
    }

    static boolean looksLikeOne(String credential) {
        return KEY.matcher(credential).matches();
    }

    /**
     * Whose key it is, if it is one of ours and good.
     *
     * @param address where it came from, if that is known
     */
    Recognition recognise(String credential, Optional<InetAddress> address) {
        Optional<Roster> roster = directory.fresh();
        if (roster.isEmpty()) {
            return new Recognition.Unknown(Refusal.DIRECTORY_STALE);
        }
        Matcher matcher = KEY.matcher(credential);
        Optional<VirtualKey> key = matcher.matches() ? roster.get().keyOf(matcher.group(1)) : Optional.empty();
        if (!isRight(credential, key.map(VirtualKey::secret).orElse(OF_NOBODY))) {
            boolean unknowable =
                    key.isPresent() && !peppers.has(key.get().secret().pepper());
            return new Recognition.Unknown(unknowable ? Refusal.NO_PEPPER : Refusal.UNKNOWN_KEY);
        }
        VirtualKey known = key.orElseThrow();
        return refusal(known, roster.get(), address)
                .<Recognition>map(Recognition.Unknown::new)
                .orElseGet(() -> new Recognition.Known(known.holder()));
    }

    /** Takes as long for a key that nobody has. */
    private boolean isRight(String credential, VirtualKey.Secret secret) {
        return MessageDigest.isEqual(bytes(peppers.hash(secret.pepper(), credential)), bytes(secret.hash()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private Optional<Refusal> refusal(VirtualKey key, Roster roster, Optional<InetAddress> address) {
        return switch (key.state(clock.instant())) {
            case REVOKED -> Optional.of(Refusal.REVOKED_KEY);
            case EXPIRED -> Optional.of(Refusal.EXPIRED_KEY);
            case ACTIVE ->
                inactive(key, roster)
                        .or(() ->
                                key.mayComeFrom(address) ? Optional.empty() : Optional.of(Refusal.ADDRESS_NOT_ALLOWED));
        };
    }

    private static Optional<Refusal> inactive(VirtualKey key, Roster roster) {
        String tenant = key.tenant();
        if (!roster.tenant(tenant).map(Tenant::active).orElse(false)) {
            return Optional.of(Refusal.TENANT_INACTIVE);
        }
        boolean teamRuns = key.team()
                .map(team -> roster.team(tenant, team).map(Team::active).orElse(false))
                .orElse(true);
        if (!teamRuns) {
            return Optional.of(Refusal.TEAM_INACTIVE);
        }
        boolean applicationRuns = key.application()
                .map(id ->
                        roster.application(tenant, id).map(Application::active).orElse(false))
                .orElse(true);
        return applicationRuns ? Optional.empty() : Optional.of(Refusal.APPLICATION_INACTIVE);
    }
}
