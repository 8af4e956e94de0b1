package io.patchbay.access;

import io.patchbay.budget.Period;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A budget as it is wished for.
 *
 * @param tenant empty for all calls of the server
 * @param team of the tenant's
 * @param key the id of a virtual key of the tenant's; its successors are paid from the same budget
 * @param models ids, or beginnings with a {@code *} behind; all if there are none
 * @param amount US dollars a period
 * @param soft percentages at which somebody is to be told
 */
public record NewBudget(
        Optional<String> tenant,
        Optional<String> team,
        Optional<String> key,
        List<String> models,
        Period period,
        ZoneId zone,
        BigDecimal amount,
        List<Integer> soft) {}
