/**
 * The audit: rows that are inserted and never changed. Many callers share a commit, and a caller's answer ends only once
 * its row is durable.
 */
@NullMarked
package io.patchbay.ledger;

import org.jspecify.annotations.NullMarked;
