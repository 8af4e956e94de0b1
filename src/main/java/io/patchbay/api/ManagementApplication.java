package io.patchbay.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Patchbay's own API, for those who run it and those who read its books. */
@ApplicationPath("/api/v1")
public class ManagementApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                AccessFilter.class,
                AllowedFeature.class,
                ApplicationsResource.class,
                BudgetsResource.class,
                CallsResource.class,
                CatalogueResource.class,
                CatalogueVersionsResource.class,
                CountTokensResource.class,
                DrainResource.class,
                KeysResource.class,
                LimitsResource.class,
                MonitoringResource.class,
                QuoteResource.class,
                RepriceResource.class,
                TeamsResource.class,
                TenantsResource.class,
                UsageResource.class,
                ProblemMapper.class);
    }
}
