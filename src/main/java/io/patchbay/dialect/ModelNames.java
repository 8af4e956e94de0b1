package io.patchbay.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The names in a vendor's list of its models. */
public final class ModelNames {

    private ModelNames() {}

    /**
     * @param list the field that holds the list; Together sends the list by itself
     * @param name the field that names a model
     * @throws IOException if there is no such list
     */
    public static List<String> read(byte[] body, String list, String name) throws IOException {
        JsonNode json = Json.read(body);
        JsonNode models = json.isArray() ? json : json.path(list);
        if (!models.isArray()) {
            throw new IOException("no list of models");
        }
        List<String> names = new ArrayList<>(models.size());
        for (JsonNode model : models) {
            if (model.path(name).isTextual()) {
                names.add(model.path(name).textValue());
            }
        }
        return names;
    }
}
