package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseUrlTest {

    @Test
    void showsTheAddressAndNoSecret() {
        assertThat(DatabaseUrl.withoutSecrets("jdbc:postgresql://anna:secret@db:5432/patchbay?password=secret"))
                .isEqualTo("jdbc:postgresql://db:5432/patchbay");
        assertThat(DatabaseUrl.withoutSecrets("jdbc:h2:file:/data/patchbay;CIPHER=AES;PASSWORD=secret"))
                .isEqualTo("jdbc:h2:file:/data/patchbay");
    }

    @Test
    void knowsWhichSqlToSpeak() {
        assertThat(LedgerPersistence.dialect("jdbc:h2:mem:x"))
                .hasValueSatisfying(name -> assertThat(name).endsWith("H2Dialect"));
        assertThat(LedgerPersistence.dialect("jdbc:postgresql://db/x"))
                .hasValueSatisfying(name -> assertThat(name).endsWith("PostgreSQLDialect"));
        assertThat(LedgerPersistence.dialect("jdbc:oracle:thin:@db")).isEmpty();
    }
}
