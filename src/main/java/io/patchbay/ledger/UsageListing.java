package io.patchbay.ledger;

import java.util.Arrays;
import java.util.List;

/** Which calls there were when it was made, newest first: eight bytes of each, so that there may be many. */
public final class UsageListing {

    private final UsageReader reader;
    private final long[] numbers;

    UsageListing(UsageReader reader, long[] numbers) {
        this.reader = reader;
        this.numbers = numbers;
    }

    public int size() {
        return numbers.length;
    }

    /**
     * The calls of one page, in their order, without those that were deleted meanwhile.
     *
     * @param start how many stand before it
     * @return {@value UsageQuery#MOST} at most, and none behind the last
     * @throws io.patchbay.call.CallFailed if the database does not answer
     */
    public List<UsageItem> page(int start) {
        int from = Math.min(start, numbers.length);
        int to = Math.min(from + UsageQuery.MOST, numbers.length);
        return reader.items(Arrays.stream(numbers, from, to).boxed().toList());
    }
}
