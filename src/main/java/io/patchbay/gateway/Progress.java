package io.patchbay.gateway;

import io.patchbay.call.Call;
import io.patchbay.call.CallId;
import io.patchbay.call.Explanation;
import io.patchbay.call.Failure;
import io.patchbay.call.Outcome;
import io.patchbay.call.Settled;
import io.patchbay.catalogue.Need;
import io.patchbay.catalogue.OnCut;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Usage;
import io.patchbay.provider.Ask;
import io.patchbay.provider.ProviderClasses;
import io.patchbay.provider.Target;
import io.patchbay.routing.OutOfService;
import io.patchbay.routing.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far a call has come. Belongs to the one thread that runs the call, save where that asks for several parts at once.
 */
final class Progress {

    private final UUID id = CallId.next();
    private final Call call;
    private final GatewaySettings settings;
    private final Clock clock;
    private final Optional<StreamRelay> relay;
    private final Instant deadline;
    private final Trials trials = new Trials();
    private Ask ask;
    private final List<Need> needs;
    private @Nullable Plan plan;
    private final Payment payment = new Payment();
    private volatile @Nullable Race race;
    private final Faults faults;
    private final Skipped skipped = new Skipped();
    private Explanation unplanned = Explanation.NONE;
    private final Story story = new Story();
    private int furtherParts;
    private boolean lastResort;
    private volatile @Nullable Thread runner;
    private volatile boolean stopped;

    Progress(Call call, Ask ask, GatewaySettings settings, Clock clock) {
        this(call, ask, settings, clock, Optional.empty());
    }

    Progress(Call call, Ask ask, GatewaySettings settings, Clock clock, StreamRelay relay) {
        this(call, ask, settings, clock, Optional.of(relay));
    }

    private Progress(Call call, Ask ask, GatewaySettings settings, Clock clock, Optional<StreamRelay> relay) {
        this.call = call;
        this.settings = settings;
        this.clock = clock;
        this.relay = relay;
        this.ask = ask;
        this.needs = needs(ask);
        this.faults = new Faults(clock);
        Duration longest = call.timeout()
                .filter(timeout -> timeout.compareTo(settings.deadline()) < 0)
                .orElse(settings.deadline());
        this.deadline = call.startedAt().plus(longest);
    }

    void follow(Plan newPlan) {
        plan = newPlan;
    }

    /** There is no plan. */
    void isOutOfService(OutOfService everyTarget) {
        unplanned = everyTarget.explanation();
    }

    /** What lets it be made, and pays for it. */
    Payment payment() {
        return payment;
    }

    Plan plan() {
        Plan followed = plan;
        if (followed == null) {
            throw new IllegalStateException("no plan yet");
        }
        return followed;
    }

    /** What is asked from now on; a repair asks something else than the caller did. */
    void askInstead(Ask other) {
        ask = other;
    }

    Call call() {
        return call;
    }

    private static List<Need> needs(Ask ask) {
        return ask instanceof Ask.Chat(ChatRequest request) ? Need.of(request) : List.of();
    }

    /** What a model has to be able to do to answer. */
    List<Need> needs() {
        return needs;
    }

    Ask ask() {
        return ask;
    }

    Instant deadline() {
        return deadline;
    }

    /** Whether another attempt may be made. */
    boolean mayGoOn() {
        return trials.attempts().size() - furtherParts < settings.maxAttempts()
                && clock.instant().isBefore(deadline);
    }

    /** Whether an attempt may be made beside the one that is under way. */
    boolean mayHedge() {
        return trials.attempts().size() + 1 < settings.maxAttempts()
                && clock.instant().isBefore(deadline);
    }

    /** From now on its targets run against each other. */
    void enter(Race entered) {
        race = entered;
    }

    /** What comes now follows whoever has led. */
    void leave(Race left) {
        race = null;
        left.leader().ifPresent(trials::wonBy);
    }

    /** Whether the answer goes to its caller piece by piece. */
    boolean isStreamed() {
        return relay.isPresent();
    }

    /** Whether a turn took several attempts side by side. */
    boolean wasInParts() {
        return furtherParts > 0;
    }

    /** A target's turn takes this many attempts, which count as one. */
    void splitInto(int count) {
        furtherParts += count - 1;
    }

    /** Whether another attempt may be made after a pause. */
    boolean mayGoOn(Duration pause) {
        return mayGoOn() && clock.instant().plus(pause).isBefore(deadline);
    }

    /** Whether an attempt may wait for a place at its target, because nobody else is left who could answer now. */
    boolean mayWait() {
        return lastResort || wasInParts() || plan == null || plan.others().isEmpty();
    }

    /** Nobody else is left. */
    void letWait() {
        lastResort = true;
    }

    /** What the caller of a stream has been told. */
    Story story() {
        return story;
    }

    /** What all tries have used that have ended. */
    Usage usage() {
        return trials.usage();
    }

    /** Whether the target has had its turn. */
    boolean hasAsked(Target target) {
        return trials.hasAsked(target);
    }

    /**
     * @param tab of what it costs, where a budget pays
     * @param again whether its quick retry may be made, as far as the provider is concerned
     */
    Trial begin(Target target, Ask part, Optional<Tab> tab, BooleanSupplier again) {
        Trial trial = new Trial(
                target,
                part,
                tab,
                relay,
                onCut(),
                story,
                lead(target),
                clock,
                () -> mayGoOn(ProviderClasses.LONGEST_RETRY_DELAY) && again.getAsBoolean() && payment.coversAgain(tab));
        trials.add(trial);
        return trial;
    }

    private Lead lead(Target target) {
        Race running = race;
        return running == null ? Lead.ALONE : running.leadOf(target);
    }

    private OnCut onCut() {
        return plan == null ? OnCut.FAIL : plan.manner().onCut().orElse(OnCut.FAIL);
    }

    /** The target failed. One that was left did not. */
    void note(Target target, Failure failure) {
        if (!(failure instanceof Failure.Cancelled && lead(target).lost())) {
            faults.add(target, failure);
        }
    }

    /** The target is not asked, and this is why. */
    void skip(Target target, Failure failure) {
        note(target, failure);
        if (!(failure instanceof Failure.Cancelled)) {
            skip(target, failure.code());
        }
    }

    /** Likewise, where that is no failure. */
    void skip(Target target, String why) {
        skipped.add(target, why);
    }

    /** How it has come to whom it has asked. */
    Explanation explanation() {
        return plan == null ? unplanned : skipped.explanation(plan, !faults.none());
    }

    Faults faults() {
        return faults;
    }

    Optional<Trial> last() {
        return trials.last();
    }

    void runBy(Thread thread) {
        runner = thread;
    }

    /** Ends the call because the server ends. */
    void stop() {
        stopped = true;
        Thread running = runner;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Why the call failed: one that was stopped looks from within like one whose caller left. */
    Failure ended(Failure failure) {
        return stopped && failure instanceof Failure.Cancelled
                ? new Failure.Stopping("The server ends; try again, another one may serve you.")
                : failure;
    }

    Settled settled(Outcome outcome) {
        return settled(outcome, Optional.empty());
    }

    Settled failed(Failure failure) {
        return settled(outcome(failure), Optional.of(failure.code()));
    }

    private Outcome outcome(Failure failure) {
        return switch (failure) {
            case Failure.Cancelled ignored -> Outcome.CANCELLED;
            case Failure.OverBudget ignored when trials.attempts().isEmpty() -> Outcome.REFUSED;
            case Failure.Unbounded ignored when trials.attempts().isEmpty() -> Outcome.REFUSED;
            case Failure.RateLimited ignored -> Outcome.REFUSED;
            case Failure.Unpriced ignored when trials.attempts().isEmpty() -> Outcome.REFUSED;
            default -> Outcome.FAILED;
        };
    }

    UUID id() {
        return id;
    }

    private Settled settled(Outcome outcome, Optional<String> errorCode) {
        Optional<Target> target = last().map(Trial::target);
        return new Settled(
                id,
                call,
                outcome,
                target.map(it -> it.provider().id()),
                target.map(Target::modelId),
                trials.usage(),
                trials.cost(),
                plan == null ? Optional.empty() : Optional.of(plan.priceVersion()),
                relay.isPresent(),
                Duration.between(call.startedAt(), clock.instant()),
                trials.firstEventAt().map(at -> Duration.between(call.startedAt(), at)),
                trials.attempts(),
                errorCode,
                payment.allowance(),
                explanation());
    }
}
