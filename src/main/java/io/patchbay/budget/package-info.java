/**
 * What a call can cost at most, before it is made. A bound that cannot be proved is refused and never guessed: a budget
 * that is held by estimates is overspent. Nothing here reads or writes anything, and nothing here knows who is asked.
 */
@NullMarked
package io.patchbay.budget;

import org.jspecify.annotations.NullMarked;
