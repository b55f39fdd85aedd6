// Talk to the server: JSON, events, the token. Knows nothing of the page's elements.

export class ServerError extends Error {
  constructor(message, status, code, retryAfter) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

const TOKEN_KEY = "pysmith.token";
let token = null;
try { token = sessionStorage.getItem(TOKEN_KEY); } catch { /* kept in memory only */ }

export function setToken(value) {
  token = value;
  try { sessionStorage.setItem(TOKEN_KEY, value); } catch { /* kept in memory only */ }
}

async function send(path, body, signal) {
  const headers = {};
  const sentToken = token;
  if (sentToken) headers.Authorization = `Bearer ${toBytes(sentToken)}`;
  const options = { headers, signal, cache: "no-store" };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    Object.assign(options, { method: "POST", body: JSON.stringify(body) });
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServerError("Pysmith can’t be reached. Is it still running?", 0, "offline");
  }
  if (response.ok) return response;
  const error = await toError(response);
  // The person gave another token while this one was on its way: its refusal says nothing about the new one.
  if (error.status === 401 && token !== sentToken) return send(path, body, signal);
  throw error;
}

// A header carries bytes: a token outside ASCII goes out in UTF-8, as the server compares it.
const toBytes = (text) => String.fromCharCode(...new TextEncoder().encode(text));

async function toError(response) {
  let detail = {};
  try { detail = (await response.json()).error ?? {}; } catch { /* no JSON: the status has to do */ }
  const message = detail.message ?? `The server answered ${response.status}.`;
  return new ServerError(message, response.status, detail.code, Number(response.headers.get("Retry-After")) || null);
}

export const get = async (path) => (await send(path)).json();
export const post = async (path, body, signal) => (await send(path, body, signal)).json();

// Yield [name, data] for each event of a stream.
export async function* events(path, body, signal) {
  const response = await send(path, body, signal);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    let part;
    try {
      part = await reader.read();
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new ServerError("The connection to Pysmith broke off.", 0, "offline");
    }
    if (part.done) return;
    const blocks = (rest + part.value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) yield parse(block);
  }
}

function parse(block) {
  let name = "message";
  let data = "";
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) name = line.slice(7);
    if (line.startsWith("data: ")) data += line.slice(6);
  }
  return [name, JSON.parse(data)];
}
