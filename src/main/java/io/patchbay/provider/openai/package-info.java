/**
 * Vendors that speak OpenAI's dialect. What tells them apart is data of their row; only Azure's addresses are code.
 */
@NullMarked
package io.patchbay.provider.openai;

import org.jspecify.annotations.NullMarked;
