// OpenAI's own client, and its responses.
import OpenAI from 'openai';
import { zodResponsesFunction, zodTextFormat } from 'openai/helpers/zod';
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
  const ask = { model: setup.model, input: 'Hi', store: false };
  const weather = zodResponsesFunction({
    name: 'get_weather',
    description: 'The weather in a city',
    parameters: z.object({ city: z.string() }),
  });
  const city = z.object({ name: z.string(), population: z.int() });

  const answer = (response) => ({ text: response.output_text, totalTokens: response.usage.total_tokens });
  const callsOf = (response) => response.output.filter((item) => item.type === 'function_call');

  function read(params, options) {
    const stream = client.responses.stream(params, options);
    stream.on('response.output_text.delta', ({ delta }) => pieces.push(delta));
    return stream.finalResponse();
  }

  return {
    async whole() {
      return answer(await client.responses.create(ask));
    },
    // The client's own time-out ends with the head of the answer.
    async streamed() {
      return answer(await read(ask, { signal: AbortSignal.timeout(setup.timeoutMs) }));
    },
    async withTool() {
      const first = await client.responses.parse({ ...ask, tools: [weather] });
      const results = callsOf(first).map((call) => ({
        type: 'function_call_output',
        call_id: call.call_id,
        output: `12 °C in ${call.parsed_arguments.city}`,
      }));
      const input = [{ role: 'user', content: 'Hi' }, ...first.output, ...results];
      return { text: (await client.responses.parse({ ...ask, input, tools: [weather] })).output_text };
    },
    async streamedToolCalls() {
      const response = await read({ ...ask, tools: [weather] });
      return { calls: callsOf(response).map((call) => ({ id: call.call_id, name: call.name, arguments: call.arguments })) };
    },
    async structured() {
      const { output_parsed: parsed } = await client.responses.parse({ ...ask, text: { format: zodTextFormat(city, 'city') } });
      return parsed;
    },
  };
});
