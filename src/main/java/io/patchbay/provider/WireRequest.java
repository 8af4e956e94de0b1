package io.patchbay.provider;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP request to a provider, ready to be sent.
 *
 * @param headers without the credential, which {@link Transport} alone adds
 * @param body JSON, UTF-8; empty for a GET
 * @param leftOut fields of the caller's that the provider refuses and that are not in the body
 * @param streamed whether the answer is to come as server-sent events
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WireRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        Optional<byte[]> body,
        List<String> leftOut,
        boolean streamed) {

    /** The request with further headers, which do not displace its own. */
    WireRequest with(Map<String, String> further) {
        if (further.isEmpty()) {
            return this;
        }
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(further);
        all.putAll(headers);
        return new WireRequest(method, uri, all, body, leftOut, streamed);
    }
}
