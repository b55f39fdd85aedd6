// The page: from the form to the answer. What is shown how is in answer.js, how to ask is in server.js.

import { showAlternatives, showAnswer, showChips, showCode, showOnly, showSlots, showSource, showWriting } from "./answer.js";
import { copyText } from "./copy.js";
import { mountHistory, remember } from "./history.js";
import { ServerError, events, get, post, setToken } from "./server.js";

const byId = (id) => document.getElementById(id);
const EXAMPLES = [
  "Read a CSV file",
  "Count the words in a text file",
  "Remove duplicates from a list, keep the order",
  "Sort a dictionary by value",
  "Write a list of dictionaries to data.json",
  "List all files in a folder that end in .txt",
  "Days between two dates",
  "def is_prime(n):",
];

let running = null; // the AbortController of the request under way
let current = null; // {ask, answer}: what is shown
const drawHistory = mountHistory(pickFromHistory);

// ---- asking

function readForm() {
  const ask = { prompt: byId("prompt").value, length: Number(byId("length").value) };
  if (byId("model").value) ask.model = byId("model").value;
  if (byId("only").value) ask.only = byId("only").value;
  return ask;
}

function fillForm(ask) {
  byId("prompt").value = ask.prompt;
  byId("length").value = ask.length ?? 600;
  byId("model").value = ask.model ?? "";
  byId("only").value = ask.only ?? "";
  fitPrompt();
  showLength();
}

async function generate(ask) {
  if (!ask.prompt.trim()) {
    say("Type what the Python should do first.");
    byId("prompt").focus();
    return;
  }
  running?.abort();
  const mine = new AbortController();
  running = mine;
  say(null);
  setBusy(true, "Looking…");
  const outcome = { answer: null };
  try {
    await follow(ask, mine.signal, outcome);
    if (outcome.answer) settle(ask, outcome.answer);
  } catch (error) {
    if (mine.signal.aborted) announce("Stopped.");
    else complain(error, ask);
    if (outcome.answer) settle(ask, outcome.answer);
    else if (running === mine) showStopped();
  } finally {
    if (running === mine) {
      running = null;
      setBusy(false);
    }
  }
}

async function follow(ask, signal, outcome) {
  for await (const [name, data] of events("/api/generate/stream", { ...ask, highlight: true }, signal)) {
    if (name === "queued") setBusy(true, "Waiting for a place…");
    if (name === "partial") {
      setBusy(true, outcome.answer ? "The model looks for better…" : "Writing…");
      if (!outcome.answer) showWriting(data.code, data.highlighted);
    }
    if (name === "answer") {
      outcome.answer = data;
      show(ask, data);
    }
    if (name === "error") throw new ServerError(data.error.message, 0, data.error.code);
  }
}

// Stopped before there was an answer: what was written stays, and says what it is.
function showStopped() {
  if (byId("answer").hidden) { showOnly("examples"); return; }
  byId("answer").classList.remove("writing");
  byId("title").textContent = "Stopped";
}

function show(ask, answer) {
  current = { ask, answer };
  showAnswer(answer, answer.highlighted);
  showSlots(answer, refill);
  showAlternatives(answer, showCandidate);
  showChips(document.querySelector("#nearest ul"), answer.suggestions, askFor);
  byId("link").href = linkTo(ask, answer);
}

function settle(ask, answer) {
  const { highlighted, ...kept } = answer;
  remember(ask, kept);
  drawHistory();
  const lines = answer.code.trimEnd().split("\n").length;
  const from = { recipe: "from a recipe", model: "from the model", hybrid: "from a recipe and the model" }[answer.source];
  announce(from
    ? `Answer ready: ${answer.title || "code"}, ${from}, ${Math.round(answer.confidence * 100)} percent sure, ${lines} lines.`
    : "Pysmith does not know this one.");
}

async function showCandidate(candidate) {
  current.answer = { ...current.answer, code: candidate.code };
  showSource(candidate);
  showCode(candidate.code);
  await colour(candidate.code);
}

async function colour(code) {
  try {
    const { highlighted } = await post("/api/highlight", { code });
    if (current?.answer.code === code) showCode(code, highlighted);
  } catch { /* it stays without colours */ }
}

async function refill(values, field) {
  try {
    const { highlighted, ...plain } = current.answer;
    const answer = await post("/api/refill", { answer: plain, values });
    const focused = field.id;
    say(null);
    show(current.ask, answer);
    byId(focused)?.focus();
    await colour(answer.code);
    announce("The code has the new value.");
  } catch (error) {
    complain(error, current.ask);
  }
}

// ---- telling

function setBusy(isBusy, text = "") {
  byId("stop").hidden = !isBusy;
  byId("generate").hidden = isBusy;
  document.body.classList.toggle("busy", isBusy);
  byId("ask").setAttribute("aria-busy", String(isBusy));
  if (isBusy || byId("state").dataset.kind !== "loading") setState(text, isBusy ? "busy" : "");
}

function setState(text, kind) {
  byId("state").textContent = text;
  byId("state").dataset.kind = kind;
}

const announce = (text) => { byId("live").textContent = text; };

function say(text, label, act) {
  byId("message").hidden = !text;
  byId("message-text").textContent = text ?? "";
  const button = byId("message-act");
  button.hidden = !label;
  button.textContent = label ?? "";
  button.onclick = act ?? null;
}

function complain(error, ask) {
  if (error.status === 401) { askForToken(ask); return; }
  if (error.code === "offline") watchForServer();
  say(error.message, "Try again", () => generate(ask));
}

function askForToken(ask) {
  const dialog = byId("token-dialog");
  byId("token-form").onsubmit = () => {
    setToken(byId("token").value);
    byId("token").value = "";
    loadModels();
    if (ask) generate(ask);
  };
  if (!dialog.open) dialog.showModal();
}

// ---- the server's state

let watching = null;

async function watchForServer() {
  clearTimeout(watching);
  let wait = 2000;
  try {
    await get("/ready");
    if (!running) setState("", "");
    document.body.classList.remove("offline");
    if (byId("model").options.length < 2) loadModels();
    return;
  } catch (error) {
    const isOffline = error.code === "offline";
    document.body.classList.toggle("offline", isOffline);
    if (error.code === "model_failed") { setState("Recipes only: the model could not be loaded", "warn"); return; }
    if (!running) setState(isOffline ? "Pysmith isn’t running" : "Loading the model. Recipes work already.", isOffline ? "warn" : "loading");
    if (!isOffline) wait = 700;
  }
  watching = setTimeout(watchForServer, wait);
}

async function loadModels() {
  try {
    const { models } = await get("/api/models");
    const chosen = byId("model").value;
    byId("model").replaceChildren(new Option("Usual one", ""), ...models.map((model) => {
      const option = new Option(model.problem ? `${model.name} (damaged)` : model.name, model.name);
      option.disabled = Boolean(model.problem);
      return option;
    }));
    byId("model").value = chosen;
  } catch (error) {
    if (error.status === 401) askForToken(null);
  }
}

// ---- small things

function linkTo(ask, answer) {
  const parts = new URLSearchParams({ q: ask.prompt, length: ask.length });
  for (const name of ["model", "only"]) if (ask[name]) parts.set(name, ask[name]);
  if (answer.source !== "recipe") parts.set("seed", answer.seed);
  return `#${parts}`;
}

function readLink() {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (!parts.has("q")) return;
  const ask = { prompt: parts.get("q"), length: Math.min(4000, Math.max(40, Number(parts.get("length")) || 600)) };
  if (parts.get("model")) ask.model = parts.get("model");
  if (["recipe", "model"].includes(parts.get("only"))) ask.only = parts.get("only");
  if (/^\d{1,9}$/.test(parts.get("seed") ?? "")) ask.seed = Number(parts.get("seed"));
  fillForm(ask);
  generate(ask);
}

function pickFromHistory({ ask, answer }) {
  running?.abort();
  fillForm(ask);
  say(null);
  show(ask, answer);
  colour(answer.code);
  byId(answer.source === "none" ? "none-title" : "code").focus();
}

function askFor(text) {
  byId("prompt").value = text;
  fitPrompt();
  generate(readForm());
}

function showLength() {
  const length = Number(byId("length").value);
  byId("length-out").textContent = `${length} characters ≈ ${Math.max(1, Math.round(length / 32))} lines`;
}

function fitPrompt() {
  const area = byId("prompt");
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight + 2, 320)}px`;
}

const looksLikeCode = (text) => /\n|:\s*$|^\s*(def|class|import|from|for|while|with|@)\b.*[(:]/.test(text);

byId("ask").addEventListener("submit", (event) => { event.preventDefault(); generate(readForm()); });
byId("slots").addEventListener("submit", (event) => event.preventDefault());
byId("prompt").addEventListener("input", fitPrompt);
byId("prompt").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
  if (!event.ctrlKey && !event.metaKey && looksLikeCode(byId("prompt").value)) return;
  event.preventDefault();
  generate(readForm());
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") running?.abort(); });
byId("stop").addEventListener("click", () => { running?.abort(); byId("prompt").focus(); });
byId("length").addEventListener("input", showLength);
byId("again").addEventListener("click", () => generate(current.ask.seed === undefined ? current.ask : { ...current.ask, seed: undefined }));
byId("copy").addEventListener("click", async () => {
  const isCopied = await copyText(current.answer.code);
  byId("copy-label").textContent = isCopied ? "Copied" : "Select and copy by hand";
  byId("copy").classList.toggle("copied", isCopied);
  announce(isCopied ? "The code is copied." : "The browser did not allow copying.");
  setTimeout(() => { byId("copy-label").textContent = "Copy"; byId("copy").classList.remove("copied"); }, 2000);
});
addEventListener("hashchange", readLink);

showChips(document.querySelector("#examples ul"), EXAMPLES, askFor);
showLength();
watchForServer();
loadModels();
readLink();
