package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.budget.Share;
import io.patchbay.call.Allowance;
import io.patchbay.call.Attempt;
import io.patchbay.call.Call;
import io.patchbay.call.Caller;
import io.patchbay.call.Explanation;
import io.patchbay.call.Failure;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import io.patchbay.call.Settled;
import io.patchbay.ledger.Settlement.Bill;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpoolCodecTest {

    private static final Caller ANNA = new Caller(
            "anna",
            Optional.of("acme"),
            Optional.of("search"),
            Optional.of("key_4711"),
            Set.of(Role.OPERATOR),
            new Rights(List.of("m"), List.of()));

    private static Settlement again(Settled settled, Optional<Bill> bill) throws IOException {
        return SpoolCodec.read(SpoolCodec.write(new Settlement(settled, bill, Instant.EPOCH)));
    }

    /** Rows have no equality of their own. */
    private static Map<String, Object> columns(Object row) {
        return Stream.of(row.getClass().getDeclaredFields())
                .filter(field -> !java.lang.reflect.Modifier.isStatic(field.getModifiers()))
                .collect(java.util.stream.Collectors.toMap(java.lang.reflect.Field::getName, field -> {
                    try {
                        field.setAccessible(true);
                        return Optional.ofNullable(field.get(row));
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }));
    }

    @Test
    void theRowIsTheSameAfterIt() throws IOException {
        for (Calls call : List.of(
                Calls.call("a").by(ANNA),
                Calls.call("b").unpriced(),
                Calls.call("ü\0\uD800").failedUnasked())) {
            Settled settled = call.settled();
            Settlement read = again(settled, Optional.empty());

            UsageRecord before = new UsageRecord(new Settlement(settled, Optional.empty(), Instant.EPOCH), 1);
            UsageRecord after = new UsageRecord(read, 1);
            assertThat(columns(after)).isEqualTo(columns(before));
            assertThat(read.settled().attempts()).hasSameSizeAs(settled.attempts());
            for (int i = 0; i < settled.attempts().size(); i++) {
                Map<String, Object> tried = columns(new AttemptRecord(
                        after, i + 1, read.settled().attempts().get(i)));
                assertThat(tried)
                        .isEqualTo(columns(new AttemptRecord(
                                after, i + 1, settled.attempts().get(i))));
            }
            assertThat(read.bill()).isEmpty();
            assertThat(read.wasTried()).isTrue();
        }
    }

    @Test
    void theBillIsTheSame() throws IOException {
        Bill bill =
                new Bill(List.of(7L, 8L), Optional.of(List.of(new Share(7, new BigDecimal("0.000000000000000001")))));

        assertThat(again(Calls.call("a").settled(), Optional.of(bill)).bill()).contains(bill);
    }

    @Test
    void everyFailureKeepsItsCode() {
        List<String> codes = Arrays.stream(Failure.class.getPermittedSubclasses())
                .flatMap(SpoolCodecTest::codes)
                .toList();
        assertThat(codes).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(codes)
                .allSatisfy(
                        code -> assertThat(FailureCodes.failure(code).code()).isEqualTo(code));
    }

    private static Stream<String> codes(Class<?> kind) {
        return kind == Failure.TimedOut.class
                ? Arrays.stream(Failure.Clock.values()).map(clock -> new Failure.TimedOut("", clock).code())
                : Stream.of(some(kind).code());
    }

    private static Failure some(Class<?> kind) {
        try {
            var constructor = Arrays.stream(kind.getDeclaredConstructors())
                    .max(java.util.Comparator.comparingInt(one -> one.getParameterCount()))
                    .orElseThrow();
            constructor.setAccessible(true);
            return (Failure) constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
                    .map(type -> type == int.class ? (Object) 0 : type == Optional.class ? Optional.empty() : null)
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void neitherHeadersNorWhatVendorsSaidAreThere() {
        Settled settled = Calls.call("a").settled();
        Call call = settled.call();
        Call with = new Call(
                call.requestId(),
                call.model(),
                call.caller(),
                call.labels(),
                Map.of("authorization", "Bearer canary"),
                true,
                Optional.of(Duration.ofSeconds(1)),
                call.startedAt());
        Attempt attempt = settled.attempts().getFirst();
        Settled told = new Settled(
                UUID.randomUUID(),
                with,
                settled.outcome(),
                settled.provider(),
                settled.model(),
                settled.usage(),
                settled.cost(),
                settled.priceVersion(),
                true,
                settled.took(),
                settled.firstEvent(),
                List.of(attempt),
                settled.errorCode(),
                Allowance.UNLIMITED,
                Explanation.NONE);

        String json = new String(
                SpoolCodec.write(new Settlement(told, Optional.empty(), Instant.EPOCH)), StandardCharsets.UTF_8);

        assertThat(json).contains("throttled").doesNotContain("canary", "too much");
    }

    @Test
    void saysSoWhereItIsNone() {
        assertThatThrownBy(() -> SpoolCodec.read("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }
}
