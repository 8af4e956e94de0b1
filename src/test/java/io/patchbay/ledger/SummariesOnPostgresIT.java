package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.ledger.UsageSummary.By;
import jakarta.persistence.EntityManager;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummariesOnPostgresIT extends SummariesContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }

    @Test
    void leavesNoSettingsBehind() {
        try (EntityManager entities = database().sessions().createEntityManager()) {
            Object[] usual = settings(entities);
            entities.getTransaction().begin();
            new UsageReader(entities, Calls.ALL_KEPT)
                    .summary(new SummaryQuery(List.of(By.MODEL), ZoneOffset.UTC, UsageFilter.ALL), Scope.ALL);
            assertThat(settings(entities)).containsExactly("off", "64MB").isNotEqualTo(usual);
            entities.getTransaction().commit();
            assertThat(settings(entities)).isEqualTo(usual);
        }
    }

    private static Object[] settings(EntityManager entities) {
        return (Object[]) entities.createNativeQuery("select current_setting('jit'), current_setting('work_mem')")
                .getSingleResult();
    }
}
