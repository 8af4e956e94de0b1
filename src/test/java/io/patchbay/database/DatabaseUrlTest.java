package io.patchbay.database;

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
}
