package io.patchbay.inject.remote;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/**
 * A body and the headers that go with it, of which a Rest Client interface has to know the names beforehand.
 *
 * @param body JSON
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
public record Outgoing(byte[] body, Map<String, String> headers) {

    /** Takes the two apart on their way out, and adds the credential. */
    static final class Unpacked implements ClientRequestFilter {

        private final Credential credential;

        Unpacked(Credential credential) {
            this.credential = credential;
        }

        @Override
        public void filter(ClientRequestContext request) {
            if (request.getEntity() instanceof Outgoing outgoing) {
                outgoing.headers().forEach((name, value) -> request.getHeaders().putSingle(name, value));
                request.setEntity(outgoing.body(), request.getEntityAnnotations(), MediaType.APPLICATION_JSON_TYPE);
            }
            credential.authorization().ifPresent(value -> request.getHeaders().putSingle("Authorization", value));
        }
    }
}
