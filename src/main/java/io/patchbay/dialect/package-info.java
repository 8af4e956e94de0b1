/**
 * How our words are written by each family of vendors and their clients, in both directions: the faces read requests and
 * write answers, the providers write requests and read answers, and each mapping stands once. Pure; a dialect knows no
 * other.
 */
@NullMarked
package io.patchbay.dialect;

import org.jspecify.annotations.NullMarked;
