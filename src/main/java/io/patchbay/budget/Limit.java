package io.patchbay.budget;

import java.util.List;
import java.util.OptionalLong;

/**
 * How much may be asked for in any 60 seconds by all of its holder's calls together, or those at some models.
 *
 * @param requests calls; empty for any number
 * @param tokens read and written; empty for any number
 */
public record Limit(long id, Holder holder, List<String> models, OptionalLong requests, OptionalLong tokens)
        implements Assigned {

    public Limit {
        models = List.copyOf(models);
    }

    /** The same for somebody else. */
    public Limit of(Holder other) {
        return new Limit(id, other, models, requests, tokens);
    }

    /** What it lets a call take. */
    public RateLimit rate() {
        return new RateLimit("limit:" + id, described(), requests, tokens);
    }

    private String described() {
        return models.isEmpty() ? holder.described() : holder.described() + " at " + String.join(", ", models);
    }
}
