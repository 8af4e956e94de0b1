package io.patchbay.access;

import io.patchbay.call.Caller;
import io.patchbay.call.Role;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the directory holds. */
public sealed interface Unit permits Named, VirtualKey, BudgetUnit, LimitUnit {

    /** The name by which it is found among its kind. */
    String ref();

    /** To whom it belongs; nothing, if to the server. */
    String tenant();

    /** Whose lead may see it, if it is a team's. */
    Optional<String> team();

    /** Counts its changes, from 1. */
    long version();

    /** Its row, by column: texts, numbers, flags, instants and nulls. */
    Map<String, @Nullable Object> columns();

    /** Whether the reader's roles let it see this. */
    default boolean isFor(Caller reader) {
        if (reader.is(Role.OPERATOR)) {
            return true;
        }
        boolean sameTenant = reader.tenant().filter(tenant()::equals).isPresent();
        if (reader.is(Role.AUDITOR) && (sameTenant || reader.tenant().isEmpty())) {
            return true;
        }
        return reader.is(Role.TEAM_LEAD)
                && sameTenant
                && (this instanceof Tenant || team().isPresent() && team().equals(reader.team()));
    }
}
