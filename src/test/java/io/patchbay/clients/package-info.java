/**
 * The clients that people point at Patchbay, as they are published, against the running server. What all of them must be
 * able to do is said once, in {@link io.patchbay.clients.ClientContract}; a subclass does it in its client's own words.
 */
package io.patchbay.clients;
