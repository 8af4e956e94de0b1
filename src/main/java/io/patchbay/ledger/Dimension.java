package io.patchbay.ledger;

import static io.patchbay.ledger.ColumnText.fit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import io.patchbay.call.Caller;
import io.patchbay.call.Settled;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What calls have in common that can be asked for, as their rows have it. */
record Dimension(
        @Nullable String tenant,
        @Nullable String team,
        @Nullable String keyId,
        String caller,
        @Nullable String requestedModel,
        @Nullable String servedModel,
        @Nullable String provider,
        @Nullable String operation) {

    private static final int KEY = 16;
    private static final int LABEL = 128;
    private static final int MODEL = 256;

    static Dimension of(Settled settled) {
        Caller caller = settled.call().caller();
        return new Dimension(
                fit(caller.tenant().orElse(null), LABEL),
                fit(caller.team().orElse(null), LABEL),
                fit(caller.key().orElse(null), KEY),
                requireNonNullElse(fit(caller.name(), LABEL), ""),
                fit(settled.call().model().orElse(null), MODEL),
                fit(settled.model().orElse(null), MODEL),
                fit(settled.provider().orElse(null), LABEL),
                fit(settled.call().labels().operation().orElse(null), LABEL));
    }

    List<@Nullable String> values() {
        return Arrays.asList(tenant, team, keyId, caller, requestedModel, servedModel, provider, operation);
    }

    /** By which it is found; of 64 characters. */
    String digest() {
        StringBuilder text = new StringBuilder();
        // The lengths keep apart what would read alike.
        values().forEach(value -> text.append(value == null ? -1 : value.length())
                .append(':')
                .append(value)
                .append('\n'));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
