package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerPersistenceTest {

    @Test
    void knowsWhichSqlToSpeak() {
        assertThat(LedgerPersistence.dialect("jdbc:h2:mem:x"))
                .hasValueSatisfying(name -> assertThat(name).endsWith("H2Dialect"));
        assertThat(LedgerPersistence.dialect("jdbc:postgresql://db/x"))
                .hasValueSatisfying(name -> assertThat(name).endsWith("PostgreSQLDialect"));
        assertThat(LedgerPersistence.dialect("jdbc:oracle:thin:@db")).isEmpty();
    }
}
