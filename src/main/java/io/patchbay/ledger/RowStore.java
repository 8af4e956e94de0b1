package io.patchbay.ledger;

import java.util.List;

/** Where rows become durable. */
interface RowStore {

    /**
     * Writes all entries in one transaction, apart from those whose last try turns out to have been committed.
     *
     * @return what budgets have come to by it
     * @throws RuntimeException if none was written, or if that is unknown
     */
    List<Threshold> write(List<Entry> entries);

    /**
     * Whether an ordinary row could be written now.
     *
     * @throws RuntimeException saying why not
     */
    void probe();
}
