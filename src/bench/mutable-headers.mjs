// Portkey 1.15.2 adds headers to the response of fetch, which newer releases of Node 20 do not let it do for a stream.
const { fetch, Response } = globalThis;
globalThis.fetch = async (...request) => {
  const { body, status, headers } = await fetch(...request);
  return new Response(body, { status, headers: new Headers(headers) });
};
