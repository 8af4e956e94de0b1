package io.patchbay.inject.engine;

import io.patchbay.inject.CallOptions;
import io.patchbay.inject.ChatModel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One model object for each provider and model, as they were asked for. By the wish and not by whom it leads to at the
 * moment: two wishes that meet today may part tomorrow, when a key comes or a route changes.
 */
public final class Models {

    private final Engine engine;
    private final Map<Wanted, ChatModel> models = new ConcurrentHashMap<>();

    public Models(Engine engine) {
        this.engine = engine;
    }

    public ChatModel model(Wanted wanted) {
        return models.computeIfAbsent(wanted, it -> new EngineModel(engine, it, CallOptions.DEFAULT));
    }
}
