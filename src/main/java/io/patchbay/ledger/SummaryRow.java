package io.patchbay.ledger;

import io.patchbay.chat.Usage;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A group as the database adds it up, in the order in which {@link #query} asks for it. */
record SummaryRow(
        @Nullable String key,
        Long calls,
        Long failed,
        Long cancelled,
        Long input,
        Long cacheRead,
        Long cacheWrite5m,
        Long cacheWrite1h,
        Long output,
        Long reasoning,
        Long audioInput,
        Long audioOutput,
        Long imageInput,
        Long imageOutput,
        Long estimated,
        @Nullable BigDecimal cost,
        Long unpriced,
        Double latencyMs) {

    private static final String SUMS = """
            count(u),
            sum(case when u.outcome = io.patchbay.call.Outcome.FAILED then 1L else 0L end),
            sum(case when u.outcome = io.patchbay.call.Outcome.CANCELLED then 1L else 0L end),
            sum(u.usage.input), sum(u.usage.cacheRead), sum(u.usage.cacheWrite5m), sum(u.usage.cacheWrite1h),
            sum(u.usage.output), sum(u.usage.reasoning), sum(u.usage.audioInput), sum(u.usage.audioOutput),
            sum(u.usage.imageInput), sum(u.usage.imageOutput),
            sum(case when u.usage.estimated then 1L else 0L end),
            sum(u.cost),
            sum(case when u.cost is null and u.usage.input + u.usage.cacheRead + u.usage.cacheWrite5m
                + u.usage.cacheWrite1h + u.usage.output + u.usage.audioInput + u.usage.audioOutput
                + u.usage.imageInput + u.usage.imageOutput > 0 then 1L else 0L end),
            avg(u.latencyMs)
            """;

    static String query(UsageSummary.By by, Conditions conditions) {
        String key = "u." + by.property();
        String order = by == UsageSummary.By.DAY ? key + " desc" : "count(u) desc, " + key;
        return "select cast(" + key + " as String), " + SUMS + "from UsageRecord u" + conditions.text() + " group by "
                + key + " order by " + order;
    }

    UsageSummary.Group group() {
        Usage usage = Usage.builder()
                .input(input)
                .cacheRead(cacheRead)
                .cacheWrite5m(cacheWrite5m)
                .cacheWrite1h(cacheWrite1h)
                .output(output)
                .reasoning(reasoning)
                .audioInput(audioInput)
                .audioOutput(audioOutput)
                .imageInput(imageInput)
                .imageOutput(imageOutput)
                .estimated(estimated > 0)
                .build();
        return new UsageSummary.Group(
                Optional.ofNullable(key),
                calls,
                failed,
                cancelled,
                usage,
                cost == null ? BigDecimal.ZERO : cost.stripTrailingZeros(),
                unpriced,
                Math.round(latencyMs));
    }
}
