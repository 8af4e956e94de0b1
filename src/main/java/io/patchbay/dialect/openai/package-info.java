/**
 * OpenAI's chat completions, which most vendors speak. Fields that have no word of ours stay in the JSON beside it.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">OpenAI's reference</a>
 */
@NullMarked
package io.patchbay.dialect.openai;

import org.jspecify.annotations.NullMarked;
