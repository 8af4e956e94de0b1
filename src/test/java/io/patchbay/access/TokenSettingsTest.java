package io.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenSettingsTest {

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> new TokenSettings(
                        Optional.of("https://idp.example"), List.of(), Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mp.jwt.verify.audiences and mp.jwt.verify.publickey.location")
                .hasMessageNotContaining("issuer");
    }

    @Test
    void doesNotTakeAnAlgorithmAlone() {
        assertThatThrownBy(() -> new TokenSettings(
                        Optional.empty(), List.of(), Optional.empty(), Optional.of(TokenSettings.Algorithm.RS256)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesNoTokensIfNothingIsSet() {
        assertThat(TokenSettings.NONE.taken()).isFalse();
    }
}
