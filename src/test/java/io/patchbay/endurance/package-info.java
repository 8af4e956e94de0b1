/**
 * Whether the gateway stays well where its vendors and callers do not: each proof does one harm to a running server, in a
 * small number in every build and in a large one on demand, and prints what it saw. {@code docs/testing.md} keeps the figures.
 */
package io.patchbay.endurance;
