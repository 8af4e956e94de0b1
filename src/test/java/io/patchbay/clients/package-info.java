/**
 * The clients that people point at Patchbay, as they are published, against the running server. What all of them must be
 * able to do is said once, in {@link io.patchbay.clients.ClientContract}; a {@link io.patchbay.clients.ClientLibrary} does it
 * in its client's own words, and a {@link io.patchbay.testing.VendorWire} answers in its vendor's.
 */
package io.patchbay.clients;
