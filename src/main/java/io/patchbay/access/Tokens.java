package io.patchbay.access;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

/** Tokens (JWTs) of the company's identity provider. Each is validated whole, each time: nothing is remembered of one. */
@ApplicationScoped
class Tokens {

    private static final Logger LOG = System.getLogger(Tokens.class.getName());

    /** As MicroProfile JWT orders them. */
    private static final List<String> NAMES = List.of("upn", "preferred_username", "sub");

    /** How far the identity provider's clock may be from ours, in seconds. */
    private static final int CLOCK_SKEW = 60;

    private final Optional<JwtConsumer> consumer;
    private final Claims holders;

    @Inject
    Tokens(AccessSettings settings) {
        this(settings.tokens());
    }

    Tokens(TokenSettings settings) {
        this.consumer = settings.keyLocation().map(location -> consumer(settings, TokenKeys.at(location)));
        this.holders = new Claims(settings.claims());
    }

    Tokens(TokenSettings settings, VerificationKeyResolver keys) {
        this.consumer = Optional.of(consumer(settings, keys));
        this.holders = new Claims(settings.claims());
    }

    /** Has settings that can't be used stop the start, not the first request. */
    void open(@Observes @Initialized(ApplicationScoped.class) Object start) {}

    /** Whose token it is, if it is one and good. */
    Recognition recognise(String credential) {
        if (consumer.isEmpty() || !looksLikeToken(credential)) {
            return new Recognition.Unknown(Refusal.UNKNOWN_KEY);
        }
        try {
            JwtClaims claims = consumer.get().processToClaims(credential);
            return name(claims)
                    .map(name -> holders.holder(name, claims.getClaimsMap()))
                    .orElseGet(() -> refused("it names nobody"));
        } catch (InvalidJwtException e) {
            return keysUnread(e)
                    ? new Recognition.Unknown(Refusal.NO_TOKEN_KEYS)
                    : refused("jose4j's error codes " + codes(e));
        } catch (MalformedClaimException e) {
            return refused("a claim is malformed");
        }
    }

    private static boolean looksLikeToken(String credential) {
        return credential.chars().filter(c -> c == '.').count() == 2;
    }

    private static Optional<String> name(JwtClaims claims) throws MalformedClaimException {
        for (String claim : NAMES) {
            String name = claims.getStringClaimValue(claim);
            if (name != null && !name.isBlank()) {
                return Optional.of(name).filter(Claims::fits);
            }
        }
        return Optional.empty();
    }

    /** The log has why, for whoever looks into it; never the token, and not its claims. */
    private static Recognition refused(String why) {
        LOG.log(Level.DEBUG, "A token was refused: {0}", why);
        return new Recognition.Unknown(Refusal.INVALID_TOKEN);
    }

    private static String codes(InvalidJwtException e) {
        return e.getErrorDetails().stream()
                .map(error -> Integer.toString(error.getErrorCode()))
                .collect(joining(", "));
    }

    private static boolean keysUnread(InvalidJwtException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private static JwtConsumer consumer(TokenSettings settings, VerificationKeyResolver keys) {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys)
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, algorithms(settings))
                .setExpectedIssuer(true, settings.issuer().orElseThrow())
                .setExpectedAudience(true, settings.audiences().toArray(String[]::new))
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW)
                .build();
    }

    private static String[] algorithms(TokenSettings settings) {
        return settings.algorithm()
                .map(Stream::of)
                .orElseGet(() -> Stream.of(TokenSettings.Algorithm.values()))
                .map(TokenSettings.Algorithm::name)
                .toArray(String[]::new);
    }
}
