// Vercel's AI SDK, with its providers for OpenAI, for what is like OpenAI, and for Anthropic.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, isStepCount, Output, streamText, tool } from 'ai';
import { z } from 'zod';
import { serve } from './scenario.mjs';

await serve((setup, pieces) => {
  const settings = { baseURL: setup.baseUrl, apiKey: setup.key, headers: setup.headers };
  const providers = {
    chat: () => createOpenAI(settings).chat(setup.model),
    responses: () => createOpenAI(settings)(setup.model),
    anthropic: () => createAnthropic(settings)(setup.model),
    compatible: () =>
      createOpenAICompatible({
        ...settings,
        name: 'patchbay',
        includeUsage: true,
        supportsStructuredOutputs: true,
      })(setup.model),
  };
  const ask = {
    model: providers[process.argv[2]](),
    prompt: 'Hi',
    // Nothing is stored here, and what a model can do the provider knows of Claude alone.
    providerOptions: { openai: { store: false }, anthropic: { structuredOutputMode: 'outputFormat' } },
    maxRetries: setup.retries,
    timeout: setup.timeoutMs,
  };
  const weather = tool({
    description: 'The weather in a city',
    inputSchema: z.object({ city: z.string() }),
    execute: ({ city }) => `12 °C in ${city}`,
  });
  const city = z.object({ name: z.string(), population: z.int() });

  // The stream of the text alone ends without a word where an error or an abort ends it.
  async function read(stream) {
    for await (const part of stream) {
      if (part.type === 'text-delta' && part.text) {
        pieces.push(part.text);
      } else if (part.type === 'error') {
        throw part.error;
      } else if (part.type === 'abort') {
        throw new DOMException(part.reason, 'AbortError');
      }
    }
  }

  return {
    async whole() {
      const { text, usage } = await generateText(ask);
      return { text, totalTokens: usage.totalTokens };
    },
    async streamed() {
      const answer = streamText({ ...ask, onError: () => {} });
      await read(answer.fullStream);
      return { text: await answer.text, totalTokens: (await answer.usage).totalTokens };
    },
    async withTool() {
      const { text } = await generateText({ ...ask, tools: { get_weather: weather }, stopWhen: isStepCount(2) });
      return { text };
    },
    async streamedToolCalls() {
      const { execute, ...unanswered } = weather;
      const answer = streamText({ ...ask, tools: { get_weather: unanswered } });
      await read(answer.fullStream);
      const calls = await answer.toolCalls;
      return {
        calls: calls.map(({ toolCallId, toolName, input }) => ({
          id: toolCallId,
          name: toolName,
          arguments: JSON.stringify(input),
        })),
      };
    },
    async structured() {
      const { output } = await generateText({ ...ask, output: Output.object({ schema: city }) });
      return output;
    },
  };
});
