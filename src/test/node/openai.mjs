// Makes one call with OpenAI's own client and writes what the client made of it, as JSON.
import OpenAI from 'openai';

const [scenario, model] = process.argv.slice(2);
const client = new OpenAI({
  baseURL: process.env.BASE_URL,
  apiKey: process.env.API_KEY,
  maxRetries: 0,
  defaultHeaders: { 'x-patchbay-use-fallback': 'false' },
});
const messages = [{ role: 'user', content: 'Hi' }];
const tools = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: 'The weather in a city',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
];

const scenarios = {
  async whole() {
    const answer = await client.chat.completions.create({ model, messages });
    return { text: answer.choices[0].message.content, usage: answer.usage };
  },
  async streamed() {
    const stream = await client.chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    const pieces = [];
    let usage = null;
    for await (const chunk of stream) {
      const text = chunk.choices[0]?.delta?.content;
      if (text) {
        pieces.push(text);
      }
      usage = chunk.usage ?? usage;
    }
    return { pieces, usage };
  },
  async tools() {
    const stream = client.chat.completions.stream({ model, messages, tools, tool_choice: 'auto' });
    const message = await stream.finalMessage();
    return { calls: message.tool_calls.map((call) => ({ id: call.id, ...call.function })) };
  },
  async models() {
    const page = await client.models.list();
    return { ids: page.data.map((entry) => entry.id) };
  },
};

try {
  console.log(JSON.stringify(await scenarios[scenario]()));
} catch (error) {
  console.log(
    JSON.stringify({
      error: {
        name: error.constructor.name,
        status: error.status ?? null,
        code: error.code ?? null,
        type: error.type ?? null,
        message: error.message,
      },
    }),
  );
}
