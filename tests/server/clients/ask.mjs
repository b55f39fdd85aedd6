// Ask a server through OpenAI's own JavaScript client: node ask.mjs ADDRESS MODEL PROMPT. Prints what it got as JSON.
import OpenAI from "openai";

const [address, model, prompt] = process.argv.slice(2);
const client = new OpenAI({ baseURL: `${address}v1`, apiKey: "any", maxRetries: 0 });
const messages = [{ role: "user", content: prompt }];

const models = [];
for await (const each of await client.models.list()) models.push(each.id);

const whole = await client.chat.completions.create({ model, messages });

let streamed = "";
let usage = null;
const stream = await client.chat.completions.create({
  model, messages, stream: true, stream_options: { include_usage: true },
});
for await (const chunk of stream) {
  streamed += chunk.choices[0]?.delta?.content ?? "";
  usage = chunk.usage ?? usage;
}

let error = null;
try {
  await client.chat.completions.create({ model: "gpt-9", messages });
} catch (caught) {
  error = { name: caught.constructor.name, status: caught.status, code: caught.code };
}

console.log(JSON.stringify({ models, whole: whole.choices[0].message.content, streamed, usage, error }));
