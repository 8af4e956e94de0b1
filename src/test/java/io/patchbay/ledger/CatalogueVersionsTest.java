package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.catalogue.Catalogue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;

class CatalogueVersionsTest {

    private final CatalogueVersions versions = new CatalogueVersions();
    private final List<List<Catalogue>> tried = new ArrayList<>();

    private static Catalogue version(String name) {
        return new Catalogue(name, List.of());
    }

    @Test
    void writesEachOnceAndThenNoMore() {
        versions.inForce(version("v1"));
        versions.inForce(version("v2"));

        versions.write(tried::add);
        versions.write(tried::add);

        assertThat(tried).hasSize(1);
        assertThat(tried.getFirst()).extracting(Catalogue::version).containsExactlyInAnyOrder("v1", "v2");
        assertThat(versions.current()).map(Catalogue::version).contains("v2");
    }

    @Test
    void triesAgainWhatTheDatabaseDidNotTake() {
        versions.inForce(version("v1"));

        assertThatThrownBy(() -> versions.write(all -> {
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");
        versions.write(tried::add);

        assertThat(tried).hasSize(1);
    }

    @Test
    void isContentIfAnotherServerWasFaster() {
        versions.inForce(version("v1"));

        versions.write(all -> {
            tried.add(all);
            if (tried.size() == 1) {
                throw new ConstraintViolationException("there", new SQLException("there"), "catalogue_version");
            }
        });

        assertThat(tried).hasSize(2);
    }

    @Test
    void knowsOneThatWaits() {
        versions.inForce(version("v1"));
        versions.inForce(version("v2"));

        assertThat(versions.find("v1")).isPresent();
        assertThat(versions.find("v3")).isEmpty();
    }
}
