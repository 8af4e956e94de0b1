package io.patchbay.provider.google;

import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Target;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where a model is asked. Its name may say the collection that it is in; what is behind that is one segment of the path,
 * whatever stands in it.
 */
final class GoogleAddress {

    private static final String MODELS = "models/";

    /** Besides Google's own models, those that were tuned, and those that Google chooses by the request. */
    private static final List<String> COLLECTIONS = List.of(MODELS, "tunedModels/", "dynamic/");

    private GoogleAddress() {}

    /** The model as a resource, such as {@code models/gemini-2.5-flash}. */
    static String resource(String model) {
        return COLLECTIONS.stream().anyMatch(model::startsWith) ? model : MODELS + model;
    }

    /** @param method with its query */
    static URI of(Target target, String method) {
        String resource = resource(target.wireId());
        int name = resource.indexOf('/') + 1;
        return URI.create(base(target.provider())
                + "/"
                + resource.substring(0, name)
                + encoded(resource.substring(name))
                + ":"
                + method);
    }

    /** Where models are listed; the longest page holds more than there are. */
    static URI models(ProviderSettings provider) {
        return URI.create(base(provider) + "/models?pageSize=1000");
    }

    private static String base(ProviderSettings provider) {
        String base = provider.baseUrl().orElseThrow().toString();
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
