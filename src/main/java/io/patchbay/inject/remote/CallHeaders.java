package io.patchbay.inject.remote;

import io.patchbay.inject.CallOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A call's options as the server reads them. */
final class CallHeaders {

    private CallHeaders() {}

    static Map<String, String> of(CallOptions options) {
        Map<String, String> headers = new LinkedHashMap<>(options.headers());
        options.jobId().ifPresent(text -> headers.put("x-patchbay-job-id", text));
        options.operation().ifPresent(text -> headers.put("x-patchbay-operation", text));
        options.caller().ifPresent(text -> headers.put("x-patchbay-caller", text));
        options.requestId().ifPresent(text -> headers.put("x-patchbay-request-id", text));
        options.timeout().ifPresent(time -> headers.put("x-patchbay-timeout", written(time)));
        if (!options.useFallback()) {
            headers.put("x-patchbay-use-fallback", "false");
        }
        return headers;
    }

    /** Such as {@code 30s}, or {@code 1500ms}. */
    private static String written(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
