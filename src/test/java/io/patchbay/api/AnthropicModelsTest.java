package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.routing.Offers.Offer;
import io.patchbay.testing.Rows;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicModelsTest {

    private static final List<Offer> TEN = IntStream.range(0, 10)
            .mapToObj(i -> new Offer("m" + i, List.of(Rows.model("p", "m" + i)), List.of("p")))
            .toList();

    @ParameterizedTest
    @CsvSource({
        "3,,, m0 m1 m2, true",
        "3, m2,, m3 m4 m5, true",
        "3, m7,, m8 m9, false",
        "3, m9,, '', false",
        "3,, m9, m6 m7 m8, true",
        "3,, m2, m0 m1, false",
        "9, m1, m4, m2 m3, false",
        "9, m4, m1, '', false",
        "10,,, m0 m1 m2 m3 m4 m5 m6 m7 m8 m9, false"
    })
    void givesPages(String limit, @Nullable String after, @Nullable String before, String ids, boolean more) {
        JsonNode page = AnthropicModels.page(TEN, limit, after, before);

        assertThat(String.join(" ", page.path("data").findValuesAsText("id"))).isEqualTo(ids);
        assertThat(page.path("has_more").booleanValue()).isEqualTo(more);
        assertThat(page.path("first_id").asText("")).isEqualTo(ids.isEmpty() ? "" : ids.split(" ")[0]);
    }

    @Test
    void givesTwentyWhereNothingIsSaid() {
        List<Offer> fifty =
                IntStream.range(0, 5).boxed().flatMap(i -> TEN.stream()).toList();

        assertThat(AnthropicModels.page(fifty, null, null, null).path("data")).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource({"0,,, limit", "1001,,, limit", "x,,, limit", "1, nobody,, after_id", "1,, nobody, before_id"})
    void refusesWhatIsNoPage(String limit, @Nullable String after, @Nullable String before, String parameter) {
        assertThatThrownBy(() -> AnthropicModels.page(TEN, limit, after, before))
                .isInstanceOfSatisfying(
                        InvalidParameter.class, e -> assertThat(e.parameter()).isEqualTo(parameter));
    }
}
