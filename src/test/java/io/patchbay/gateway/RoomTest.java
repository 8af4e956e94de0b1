package io.patchbay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoomTest {

    private final Room room =
            new Room(new GatewaySettings(Duration.ofMinutes(1), 4, 2, Duration.ofMinutes(1)), new TestClock());

    @Test
    void takesNoMoreThanItHasPlacesFor() {
        Room.Place first = room.enter();
        room.enter();
        Failure refused = catchThrowableOfType(CallFailed.class, room::enter).failure();

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Failure.Overloaded.class,
                        full -> assertThat(full.retryAfter()).hasValue(Duration.ofSeconds(1)));
        first.close();
        room.enter();
    }

    @Test
    void aPlaceIsGivenBackOnce() {
        Room.Place first = room.enter();
        room.enter();
        first.close();
        first.close();
        room.enter();

        assertThat(catchThrowableOfType(CallFailed.class, room::enter)).isNotNull();
    }
}
