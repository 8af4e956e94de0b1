package io.patchbay.provider;

import java.io.InputStream;
import java.util.Optional;

/** Takes a request to a provider and brings its answer back. */
public interface Transport {

    /** The scheme of the base URLs that it serves. */
    boolean serves(String scheme);

    /**
     * Sends a request, with the provider's credential added, and waits for the head of the answer.
     *
     * @param watch aborts the exchange when one of its clocks runs out
     * @throws io.patchbay.call.CallFailed if no answer came
     */
    Answer send(WireRequest request, ProviderSettings provider, Watch watch);

    /** The head of an answer, and its body to be read; closing it before the end gives the connection up. */
    interface Answer extends AutoCloseable {

        int status();

        /** @param name in any case */
        Optional<String> header(String name);

        InputStream body();

        @Override
        void close();
    }
}
