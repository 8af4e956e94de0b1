// How a test asks for one scenario, and is told what the client made of it, as JSON on the standard output.
export const setup = JSON.parse(process.env.SETUP);

// Kept here, so that a stream that breaks off still tells what came before.
export const pieces = [];

// An error tells the same wherever the client throws it: the class, the status if there was an answer, and the message.
const told = (error) => ({
  name: [error.constructor.name, error.status ?? error.statusCode].filter(Boolean).join(' '),
  message: error.message,
});

export async function run(scenarios) {
  try {
    const result = await scenarios[process.argv[2]]();
    console.log(JSON.stringify({ result, pieces }));
  } catch (error) {
    console.log(JSON.stringify({ error: told(error), pieces }));
  }
}
