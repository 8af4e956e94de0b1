// How a test asks for scenarios: each is a line of JSON on the standard input, and what the client made of it one on the
// standard output.
import { createInterface } from 'node:readline';

// An error tells the same wherever the client throws it: the class, the status if there was an answer, and the message.
const told = (error) => ({
  name: [error.constructor.name, error.status ?? error.statusCode].filter(Boolean).join(' '),
  message: error.message,
});

// The pieces of a stream are kept here, so that one that breaks off still tells what came before.
async function answer({ scenario, setup }, scenarios) {
  const pieces = [];
  try {
    return { result: await scenarios(setup, pieces)[scenario](), pieces };
  } catch (error) {
    return { error: told(error), pieces };
  }
}

export async function serve(scenarios) {
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await answer(JSON.parse(line), scenarios)));
  }
}
