package io.patchbay.provider;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One list of models for every provider, or one failure. */
public final class ModelListsForTests extends ModelLists {

    private List<String> models = List.of();
    private Optional<Failure> failure = Optional.empty();

    @SuppressWarnings("NullAway") // asks nobody
    public ModelListsForTests() {
        super(null);
    }

    public void tell(String... names) {
        models = List.of(names);
        failure = Optional.empty();
    }

    public void fail(Failure with) {
        failure = Optional.of(with);
    }

    @Override
    public List<String> of(ProviderSettings provider, Duration limit) {
        failure.ifPresent(told -> {
            throw CallFailed.of(told);
        });
        return models;
    }
}
