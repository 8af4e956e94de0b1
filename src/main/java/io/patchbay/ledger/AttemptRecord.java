package io.patchbay.ledger;

import static io.patchbay.ledger.ColumnText.fit;
import static java.util.Objects.requireNonNullElse;

import io.patchbay.call.Attempt;
import io.patchbay.call.Failure;
import io.patchbay.chat.Usage;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The row of one upstream try. What its columns mean stands at {@link UsageItem.Try}, as which it is read. */
@Entity
@Immutable
class AttemptRecord {

    private static final int NAME = 128;
    private static final int MODEL = 256;
    private static final int CODE = 64;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "attempt_record_seq")
    @SequenceGenerator(name = "attempt_record_seq", sequenceName = "attempt_record_seq", allocationSize = 100)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private UsageRecord usageRecord;

    private int n;
    private String provider;
    private String model;
    private Instant startedAt;
    private long tookMs;
    private @Nullable Long firstEventMs;
    private @Nullable String errorCode;
    private boolean continues;

    @Embedded
    private @Nullable Usage usage;

    protected AttemptRecord() {}

    /** @param n 1 for the call's first try */
    AttemptRecord(UsageRecord usageRecord, int n, Attempt attempt) {
        this.usageRecord = usageRecord;
        this.n = n;
        provider = requireNonNullElse(fit(attempt.provider(), NAME), "");
        model = requireNonNullElse(fit(attempt.model(), MODEL), "");
        startedAt = attempt.startedAt().truncatedTo(ChronoUnit.MICROS);
        tookMs = attempt.took().toMillis();
        firstEventMs = attempt.firstEvent().map(Duration::toMillis).orElse(null);
        errorCode = fit(attempt.failure().map(Failure::code).orElse(null), CODE);
        continues = attempt.continues();
        usage = attempt.usage().orElse(null);
    }

    long usageRecordId() {
        return usageRecord.id();
    }

    UsageItem.Try item() {
        return new UsageItem.Try(
                n,
                provider,
                model,
                startedAt,
                tookMs,
                Optional.ofNullable(firstEventMs),
                Optional.ofNullable(errorCode),
                continues,
                Optional.ofNullable(usage));
    }
}
