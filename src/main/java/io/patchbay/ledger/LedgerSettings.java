package io.patchbay.ledger;

import java.time.Duration;

/**
 * @param alwaysIntends whether every call is written down before it is made, and not only those that budgets pay for
 * @param lostAfter how long another server may give no sign of life before its open calls are settled by this one
 */
public record LedgerSettings(boolean alwaysIntends, Duration lostAfter) {}
