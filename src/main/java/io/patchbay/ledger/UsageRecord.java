package io.patchbay.ledger;

import static io.patchbay.ledger.ColumnText.fit;
import static java.util.Objects.requireNonNullElse;

import io.patchbay.call.Call;
import io.patchbay.call.Explanation;
import io.patchbay.call.Outcome;
import io.patchbay.call.Resolution;
import io.patchbay.call.Settled;
import io.patchbay.chat.Usage;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The row of one call. What its columns mean stands at {@link UsageItem}, as which it is read. */
@Entity
@Immutable
class UsageRecord {

    private static final int ID = 64;
    private static final int LABEL = 128;
    private static final int NO_DIMENSION = 0;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "usage_record_seq")
    @SequenceGenerator(name = "usage_record_seq", sequenceName = "usage_record_seq", allocationSize = 100)
    private @Nullable Long id;

    private @Nullable UUID callId;
    // Empty in a probe alone.
    private @Nullable Integer dimensionId;

    private String requestId;
    private @Nullable String jobId;
    private @Nullable String operation;
    private String caller;
    private @Nullable String team;
    private @Nullable String tenant;
    private @Nullable String keyId;
    private @Nullable String requestedModel;
    private @Nullable String servedModel;
    private @Nullable String provider;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    private boolean streamed;

    @SuppressWarnings("UnusedVariable") // summaries count it
    private boolean fallback;

    @Embedded
    private Usage usage;

    // 18 digits behind the point hold a price of 12 such digits per million tokens without rounding.
    @Column(precision = 30, scale = 18)
    private @Nullable BigDecimal cost;

    private @Nullable String priceVersion;

    // For readers of the table.
    @Column(precision = 30, scale = 18)
    private @Nullable BigDecimal reserved;

    @Column(precision = 30, scale = 18)
    private @Nullable BigDecimal charged;

    private Instant startedAt;

    @SuppressWarnings("UnusedVariable") // for readers of the table
    private LocalDate startedOn;

    private long latencyMs;
    private @Nullable Long firstEventMs;

    @SuppressWarnings("UnusedVariable") // for readers of the table
    private int attempts;

    private @Nullable String errorCode;

    @Enumerated(EnumType.STRING)
    private @Nullable Resolution resolution;

    private @Nullable String explained;

    protected UsageRecord() {}

    UsageRecord(Settlement settlement, int dimensionId) {
        this.dimensionId = dimensionId;
        Settled settled = settlement.settled();
        Call call = settled.call();
        callId = settled.id();
        requestId = requireNonNullElse(fit(call.requestId(), ID), "");
        jobId = fit(call.labels().jobId().orElse(null), LABEL);
        Dimension dimension = settlement.dimension();
        operation = dimension.operation();
        caller = dimension.caller();
        team = dimension.team();
        tenant = dimension.tenant();
        keyId = dimension.keyId();
        requestedModel = dimension.requestedModel();
        servedModel = dimension.servedModel();
        provider = dimension.provider();
        outcome = settled.outcome();
        streamed = settled.streamed();
        fallback = settled.fellBack();
        usage = settled.usage();
        cost = settled.cost().orElse(null);
        priceVersion = fit(settled.priceVersion().orElse(null), LABEL);
        reserved = settlement.reserved().orElse(null);
        charged = settlement.charged().orElse(null);
        // PostgreSQL would round to a microsecond, and H2 cut.
        startedAt = call.startedAt().truncatedTo(ChronoUnit.MICROS);
        startedOn = LocalDate.ofInstant(startedAt, ZoneOffset.UTC);
        latencyMs = settled.took().toMillis();
        firstEventMs = settled.firstEvent().map(Duration::toMillis).orElse(null);
        attempts = settled.attempts().size();
        errorCode = fit(settled.errorCode().orElse(null), ID);
        resolution = settled.explanation().resolution().orElse(null);
        explained = ExplanationText.of(settled.explanation(), call.model(), settled.model())
                .orElse(null);
    }

    /** What the row of an open call would be, to be shown; not to be written. */
    static UsageRecord unwritten(Settlement settlement) {
        return new UsageRecord(settlement, NO_DIMENSION);
    }

    /** A row like any other, to see whether the database takes rows; not to be committed. */
    static UsageRecord probe() {
        UsageRecord probe = new UsageRecord();
        probe.requestId = "probe";
        probe.caller = "patchbay";
        probe.outcome = Outcome.COMPLETED;
        probe.usage = Usage.NONE;
        probe.startedAt = Instant.EPOCH;
        probe.startedOn = LocalDate.EPOCH;
        return probe;
    }

    /**
     * The row's number.
     *
     * @throws IllegalStateException if it was not inserted yet
     */
    long id() {
        Long known = id;
        if (known == null) {
            throw new IllegalStateException("the row of " + requestId + " has no number yet");
        }
        return known;
    }

    /** The call's own id; empty in a row from before there was one. */
    Optional<UUID> callId() {
        return Optional.ofNullable(callId);
    }

    Explanation explanation() {
        return ExplanationText.explanation(
                Optional.ofNullable(resolution),
                Optional.ofNullable(explained),
                Optional.ofNullable(requestedModel),
                Optional.ofNullable(servedModel));
    }

    Instant startedAt() {
        return startedAt;
    }

    UsageItem item(List<AttemptRecord> tries) {
        return new UsageItem(
                requestId,
                Optional.ofNullable(jobId),
                Optional.ofNullable(operation),
                caller,
                Optional.ofNullable(team),
                Optional.ofNullable(tenant),
                Optional.ofNullable(keyId),
                Optional.ofNullable(requestedModel),
                Optional.ofNullable(servedModel),
                Optional.ofNullable(provider),
                outcome,
                streamed,
                usage,
                Optional.ofNullable(cost).map(BigDecimal::stripTrailingZeros),
                Optional.ofNullable(priceVersion),
                startedAt,
                latencyMs,
                Optional.ofNullable(firstEventMs),
                Optional.ofNullable(errorCode),
                tries.stream().map(AttemptRecord::item).toList());
    }
}
