package io.patchbay.config;

import io.patchbay.access.AccessSettings;
import io.patchbay.api.RestSettings;
import io.patchbay.gateway.GatewaySettings;
import io.patchbay.ledger.LedgerSettings;
import io.patchbay.ledger.LedgerSettings.OnOutage;
import io.patchbay.ledger.LedgerSettings.Retention;
import io.patchbay.provider.MediaSettings;
import io.patchbay.routing.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * A configuration without mistakes.
 *
 * @param values every scalar of the files, by its key
 * @param unused environment variables that look as if they overrode a setting, and do not
 */
record Configuration(
        Routes routes,
        GatewaySettings gateway,
        LedgerSettings ledger,
        RestSettings rest,
        MediaSettings media,
        AccessSettings access,
        Map<String, String> values,
        Set<String> unused) {

    /** What Liberty's endpoint lets through. */
    private static final long LARGEST_BODY = 32L << 20;

    /** More than a start would want to read. */
    private static final long LARGEST_SPOOL = 16L << 30;

    /**
     * @param config MicroProfile Config over the same files
     * @throws InvalidConfiguration with all mistakes
     */
    static Configuration read(Layer files, Config config) {
        Reading reading = new Reading(files, config);
        Section root = reading.root();
        Routes routes = RoutesReader.read(root);
        GatewaySettings gateway = gateway(root.section("call"));
        LedgerSettings ledger = ledger(root.section("ledger"));
        RestSettings rest = rest(root.section("rest"));
        MediaSettings media = media(root.section("media"));
        AccessSettings access = AccessReader.read(reading, root);
        List<Problem> problems = reading.problems();
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
        Set<String> unused = Overrides.unused(reading.known(), System.getenv().keySet());
        return new Configuration(routes, gateway, ledger, rest, media, access, files.flat(), unused);
    }

    private static GatewaySettings gateway(Section call) {
        return new GatewaySettings(
                call.duration("deadline").orElse(Duration.ofMinutes(10)),
                call.integer("max-attempts", 1).orElse(4),
                call.integer("max-concurrent", 1).orElse(2_000),
                call.duration("slow-reader").orElse(Duration.ofSeconds(60)));
    }

    private static LedgerSettings ledger(Section ledger) {
        return new LedgerSettings(
                ledger.value("intents", "'budgeted' or 'always' is expected", Configuration::isAlways)
                        .orElse(false),
                ledger.duration("server-lost-after").orElse(Duration.ofSeconds(60)),
                onOutage(ledger),
                retention(ledger.section("retention")));
    }

    private static Retention retention(Section retention) {
        Optional<Duration> calls = days(retention, "calls");
        Optional<Duration> sums = days(retention, "sums");
        // Calls are found and counted by the sums of their days.
        if (sums.isPresent()
                && calls.filter(kept -> kept.compareTo(sums.get()) <= 0).isEmpty()) {
            retention.problem(
                    "sums",
                    sums.get().toDays() + "d",
                    "sums are kept for as long as their calls, or longer: 'calls' has to be as many days or fewer, and not 0");
        }
        return new Retention(calls, sums);
    }

    /** Empty where all is kept. */
    private static Optional<Duration> days(Section retention, String name) {
        return retention
                .value(name, "a number of days such as 400d is expected, or 0 to keep all", Values::days)
                .filter(Duration::isPositive);
    }

    private static OnOutage onOutage(Section ledger) {
        Section spool = ledger.section("spool");
        return new OnOutage(
                ledger.value("on-outage", "'continue' or 'refuse' is expected", Configuration::goesOn)
                        .orElse(true),
                spool.value("directory", "a directory is expected", Values::path),
                spool.size("max-bytes", LARGEST_SPOOL).orElse(256L << 20));
    }

    private static Optional<Boolean> goesOn(String onOutage) {
        return switch (onOutage) {
            case "continue" -> Optional.of(true);
            case "refuse" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> isAlways(String intents) {
        return switch (intents) {
            case "always" -> Optional.of(true);
            case "budgeted" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static MediaSettings media(Section media) {
        return new MediaSettings(
                media.size("max-bytes", LARGEST_BODY).orElse(20L << 20),
                media.duration("timeout").orElse(Duration.ofSeconds(10)),
                media.networks("allowed-networks"));
    }

    private static RestSettings rest(Section rest) {
        return new RestSettings(
                rest.size("max-body", LARGEST_BODY).orElse(20L << 20),
                rest.duration("commit-after").orElse(Duration.ofSeconds(10)),
                rest.duration("keep-alive").orElse(Duration.ofSeconds(15)));
    }
}
