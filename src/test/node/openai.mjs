// OpenAI's own client.
import OpenAI from 'openai';
import { zodFunction, zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { serve } from './scenario.mjs';

await serve((setup, pieces) => {
  const client = new OpenAI({
    baseURL: setup.baseUrl,
    apiKey: setup.key,
    maxRetries: setup.retries,
    timeout: setup.timeoutMs,
    defaultHeaders: setup.headers,
  });
  const ask = { model: setup.model, messages: [{ role: 'user', content: 'Hi' }] };
  const weather = zodFunction({
    name: 'get_weather',
    description: 'The weather in a city',
    parameters: z.object({ city: z.string() }),
    function: ({ city }) => `12 °C in ${city}`,
  });
  const city = z.object({ name: z.string(), population: z.int() });

  return {
    async whole() {
      const answer = await client.chat.completions.create(ask);
      return { text: answer.choices[0].message.content, totalTokens: answer.usage.total_tokens };
    },
    // The client's own time-out ends with the head of the answer, and a loop over a stream that is aborted ends without a
    // word; so the signal is asked at the end.
    async streamed() {
      const signal = AbortSignal.timeout(setup.timeoutMs);
      const stream = await client.chat.completions.create(
        { ...ask, stream: true, stream_options: { include_usage: true } },
        { signal },
      );
      let totalTokens = 0;
      for await (const chunk of stream) {
        const text = chunk.choices[0]?.delta?.content;
        if (text) {
          pieces.push(text);
        }
        totalTokens = chunk.usage?.total_tokens ?? totalTokens;
      }
      signal.throwIfAborted();
      return { text: pieces.join(''), totalTokens };
    },
    async withTool() {
      return { text: await client.chat.completions.runTools({ ...ask, tools: [weather] }).finalContent() };
    },
    async streamedToolCalls() {
      const { tool_calls: calls } = await client.chat.completions.stream({ ...ask, tools: [weather] }).finalMessage();
      return { calls: calls.map(({ id, function: { name, arguments: text } }) => ({ id, name, arguments: text })) };
    },
    async structured() {
      const answer = await client.chat.completions.parse({ ...ask, response_format: zodResponseFormat(city, 'city') });
      return answer.choices[0].message.parsed;
    },
    // By default the client asks for base64 and decodes it.
    async vector() {
      const answer = await client.embeddings.create({ model: setup.model, input: 'Hi' });
      return { vector: answer.data[0].embedding };
    },
    async floatVector() {
      const answer = await client.embeddings.create({ model: setup.model, input: 'Hi', encoding_format: 'float' });
      return { vector: answer.data[0].embedding };
    },
    async models() {
      const page = await client.models.list();
      return { ids: page.data.map((entry) => entry.id) };
    },
  };
});
