package io.patchbay.api;

import io.patchbay.ledger.UsageItem;
import io.patchbay.ledger.UsageListing;
import io.patchbay.ledger.UsageQuery;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** Writes calls of which there may be many, a page at a time, each read by itself. */
final class UsageExport implements StreamingOutput {

    private static final Logger LOG = System.getLogger(UsageExport.class.getName());

    private final UsageListing listing;
    private final ExportFormat format;
    private final List<UsageItem> first;

    /**
     * Reads the first page, since what fails later can no longer be told by a status.
     *
     * @throws io.patchbay.call.CallFailed if the database does not answer
     */
    UsageExport(UsageListing listing, ExportFormat format) {
        this.listing = listing;
        this.format = format;
        this.first = listing.page(0);
    }

    @Override
    public void write(OutputStream out) throws IOException {
        out.write(format.head());
        write(first, out);
        for (int start = UsageQuery.MOST; start < listing.size(); start += UsageQuery.MOST) {
            // From here on the status is sent.
            out.flush();
            Optional<List<UsageItem>> page = page(start);
            if (page.isEmpty()) {
                out.write(format.brokenOff(start, listing.size()));
                return;
            }
            write(page.get(), out);
        }
    }

    /** Empty if it can't be read. */
    private Optional<List<UsageItem>> page(int start) {
        try {
            return Optional.of(listing.page(start));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "An export broke off after %d of %d calls".formatted(start, listing.size()), e);
            return Optional.empty();
        }
    }

    private void write(List<UsageItem> items, OutputStream out) throws IOException {
        for (UsageItem item : items) {
            out.write(format.line(item));
        }
    }
}
