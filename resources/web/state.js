// How the server is doing, in the line at the top: loading, gone, back again; and which models it has.

import { get } from "./server.js";

const byId = (id) => document.getElementById(id);

let isWorking = false;
let next = null;

function setState(text, kind) {
  byId("state").textContent = text;
  byId("state").dataset.kind = kind;
}

// While a request runs, the line tells about that.
export function setWorking(working, text = "") {
  isWorking = working;
  if (working || byId("state").dataset.kind === "busy") setState(text, working ? "busy" : "");
}

// Ask until the server is ready; called again when a request found it gone.
export async function watchServer(onReady) {
  clearTimeout(next);
  try {
    await get("/ready");
    if (!isWorking) setState("", "");
    onReady();
  } catch (error) {
    const [text, kind, wait] = describe(error);
    if (!isWorking) setState(text, kind);
    if (wait) next = setTimeout(() => watchServer(onReady), wait);
  }
}

function describe(error) {
  if (error.code === "offline") return ["Pysmith isn’t running", "warn", 2000];
  if (error.code === "model_failed") return ["Not everything could be loaded. The log has the details.", "warn", 0];
  return ["Loading the model. Recipes come first.", "loading", 700];
}

// Fill the list of models. Throws when the server does not tell them.
export async function loadModels() {
  const { models } = await get("/api/models");
  const picker = byId("model");
  const chosen = picker.value;
  picker.replaceChildren(new Option("Usual one", ""), ...models.map((model) => {
    const option = new Option(model.problem ? `${model.name} (damaged)` : model.name, model.name);
    option.disabled = Boolean(model.problem);
    return option;
  }));
  picker.value = chosen;
}
