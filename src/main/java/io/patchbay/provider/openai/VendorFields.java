package io.patchbay.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.catalogue.Capability;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the fields of a request those of the vendor, as its row has them. */
final class VendorFields {

    private VendorFields() {}

    /** @return the fields that were left out, in the order of their names */
    static List<String> adapt(ObjectNode body, Target target) {
        ProviderSettings.Fields fields = target.provider().fields();
        rename(body, fields.renamed());
        if (!fields.renamedForReasoning().isEmpty() && reasons(target)) {
            rename(body, fields.renamedForReasoning());
        }
        if (fields.leftOut().isEmpty()) {
            return List.of();
        }
        List<String> leftOut = new ArrayList<>();
        for (String name : fields.leftOut()) {
            if (body.remove(name) != null) {
                leftOut.add(name);
            }
        }
        leftOut.sort(null);
        return leftOut;
    }

    private static boolean reasons(Target target) {
        return target.model()
                .filter(model -> model.capabilities().contains(Capability.REASONING))
                .isPresent();
    }

    /** A caller that says it under both names is taken at the vendor's. */
    private static void rename(ObjectNode body, Map<String, String> names) {
        names.forEach((name, theirs) -> {
            JsonNode value = body.remove(name);
            if (value != null && !body.has(theirs)) {
                body.set(theirs, value);
            }
        });
    }
}
