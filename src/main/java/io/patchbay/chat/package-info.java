/**
 * The words of a conversation, the same whoever speaks and whoever answers. They import nothing else of Patchbay, so that
 * an application may use them without the gateway beside it. What a vendor says beyond these words is kept as JSON
 * ({@link io.patchbay.chat.Verbatim}, {@code extra}, {@link io.patchbay.chat.Content.Opaque}), never dropped.
 */
@NullMarked
package io.patchbay.chat;

import org.jspecify.annotations.NullMarked;
