/**
 * What a provider may do to a call, and what the call makes of it: each {@link io.patchbay.faults.Fault} is one line of the
 * matrix, told as data, and each {@link io.patchbay.faults.Cell} one call that meets it on the running server. The matrix is
 * printed into {@code docs/failures.md}.
 */
package io.patchbay.faults;
