package io.patchbay.config;

import static java.util.stream.Collectors.joining;

import io.patchbay.access.AccessSettings;
import io.patchbay.routing.Router;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Says where to go. */
final class Welcome {

    private static final Logger LOG = System.getLogger(Welcome.class.getName());

    private Welcome() {}

    static void print(Router router, AccessSettings access) {
        String port = ConfigProvider.getConfig()
                .getOptionalValue("HTTP_PORT", String.class)
                .orElse("9080");
        String waiting = router.routes().providers().values().stream()
                .filter(provider -> !provider.available())
                .map(provider ->
                        provider.id() + " (" + provider.unavailableBecause().orElse("") + ")")
                .collect(joining(", "));
        LOG.log(Level.INFO, """
                Patchbay: http://localhost:%s
                  providers  %s
                  waiting    %s
                  callers    %s
                  try        curl http://localhost:%s/v1/chat/completions -H 'Content-Type: application/json' \\
                               -d '{"model": "sandbox/echo", "messages": [{"role": "user", "content": "Hello"}]}'""".formatted(
                        port, String.join(", ", router.routes().available()), waiting, callers(access), port));
    }

    private static String callers(AccessSettings access) {
        if (access.closed()) {
            return "nobody: HTTP_HOST opens the server, so set PATCHBAY_API_KEYS to 'name:key' pairs";
        }
        if (!access.required()) {
            return "anybody on this machine";
        }
        List<String> holders = new ArrayList<>(access.keys().keySet());
        access.tokens().issuer().ifPresent(name -> holders.add("those whom " + name + " knows"));
        if (access.takesVirtualKeys()) {
            holders.add("those who have a key of the database's");
        }
        return String.join(", ", holders);
    }
}
