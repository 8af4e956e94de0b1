// Anthropic's own client.
import Anthropic from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { z } from 'zod';
import { serve } from './scenario.mjs';

await serve((setup, pieces) => {
  const client = new Anthropic({
    baseURL: setup.server,
    apiKey: setup.key,
    maxRetries: setup.retries,
    timeout: setup.timeoutMs,
    defaultHeaders: setup.headers,
  });
  const messages = [{ role: 'user', content: 'Hi' }];
  const ask = { model: setup.model, max_tokens: 1000, messages };
  const weather = betaZodTool({
    name: 'get_weather',
    description: 'The weather in a city',
    inputSchema: z.object({ city: z.string() }),
    run: ({ city }) => `12 °C in ${city}`,
  });
  const city = z.object({ name: z.string(), population: z.int() });

  const textOf = (message) => message.content.map((block) => block.text ?? '').join('');
  const answer = (message) => ({
    text: textOf(message),
    totalTokens: message.usage.input_tokens + message.usage.output_tokens,
  });

  return {
    async whole() {
      return answer(await client.messages.create(ask));
    },
    // The client's own time-out ends with the head of the answer.
    async streamed() {
      const signal = AbortSignal.timeout(setup.timeoutMs);
      const stream = client.messages.stream(ask, { signal });
      stream.on('text', (text) => pieces.push(text));
      return answer(await stream.finalMessage());
    },
    async withTool() {
      return { text: textOf(await client.beta.messages.toolRunner({ ...ask, tools: [weather] })) };
    },
    async streamedToolCalls() {
      const { content } = await client.beta.messages.stream({ ...ask, tools: [weather] }).finalMessage();
      const calls = content.filter((block) => block.type === 'tool_use');
      return { calls: calls.map(({ id, name, input }) => ({ id, name, arguments: JSON.stringify(input) })) };
    },
    async structured() {
      const message = await client.messages.parse({ ...ask, output_config: { format: zodOutputFormat(city) } });
      return message.parsed_output;
    },
    async countTokens() {
      const { input_tokens: tokens } = await client.messages.countTokens({ model: setup.model, messages });
      return { tokens };
    },
  };
});
