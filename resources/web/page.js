// The page: from the form to the answer. What is shown how is in answer.js, how to ask is in server.js.

import { showAlternatives, showAnswer, showChips, showCode, showOnly, showSlots, showSource, showWriting } from "./answer.js";
import { copyText } from "./copy.js";
import { askFromLink, fillForm, fitPrompt, linkTo, looksLikeCode, readForm, showLength } from "./form.js";
import { mountHistory, remember } from "./history.js";
import { ServerError, events, post, setToken } from "./server.js";
import { loadModels, setWorking, watchServer } from "./state.js";

const byId = (id) => document.getElementById(id);
const EXAMPLES = [
  "Read a CSV file",
  "Count the words in a text file",
  "Remove duplicates from a list, keep the order",
  "Sort a dictionary by value",
  "Save a dictionary as data.json",
  "List all files in a folder that end in .txt",
  "Days between two dates",
  "def is_prime(n):",
];

let running = null; // the AbortController of the request under way
let current = null; // {ask, answer}: what is shown
const drawHistory = mountHistory(pickFromHistory);

// ---- asking

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
  } catch (error) {
    if (mine.signal.aborted) announce("Stopped.");
    else complain(error, ask);
  }
  if (running !== mine) return; // another request has taken over
  running = null;
  setBusy(false);
  if (outcome.answer) settle(ask, outcome.answer);
  else showStopped();
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

// Ended before there was an answer: what was written stays, and says what it is.
function showStopped() {
  if (!byId("answer").classList.contains("writing")) {
    if (byId("answer").hidden && byId("none").hidden) showOnly("examples");
    return;
  }
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
  const from = { recipe: "from a recipe", model: "from the model", hybrid: "composed of known steps" }[answer.source];
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
    say(null);
    show(current.ask, answer);
    byId(field.id)?.focus();
    await colour(answer.code);
    announce("The code has the new value.");
  } catch (error) {
    complain(error, current.ask);
  }
}

function askFor(text) {
  byId("prompt").value = text;
  fitPrompt();
  generate(readForm());
}

function pickFromHistory({ ask, answer }) {
  running?.abort();
  fillForm(ask);
  say(null);
  show(ask, answer);
  colour(answer.code);
  byId(answer.source === "none" ? "none-title" : "code").focus();
}

function openLink() {
  const ask = askFromLink();
  if (!ask) return;
  fillForm(ask);
  generate(ask);
}

// ---- telling

function setBusy(isBusy, text) {
  byId("stop").hidden = !isBusy;
  byId("generate").hidden = isBusy;
  document.body.classList.toggle("busy", isBusy);
  byId("ask").setAttribute("aria-busy", String(isBusy));
  setWorking(isBusy, text);
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
  if (error.code === "offline") watchServer(refreshModels);
  say(error.message, "Try again", () => generate(ask));
}

function askForToken(ask) {
  byId("token-form").onsubmit = () => {
    setToken(byId("token").value);
    byId("token").value = "";
    refreshModels();
    if (ask) generate(ask);
  };
  if (!byId("token-dialog").open) byId("token-dialog").showModal();
}

async function refreshModels() {
  try {
    await loadModels();
  } catch (error) {
    if (error.status === 401) askForToken(null);
  }
}

// ---- what people do

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
byId("again").addEventListener("click", () => generate({ ...current.ask, seed: undefined }));
byId("copy").addEventListener("click", async () => {
  const isCopied = await copyText(current.answer.code);
  byId("copy-label").textContent = isCopied ? "Copied" : "Select and copy by hand";
  byId("copy").classList.toggle("copied", isCopied);
  announce(isCopied ? "The code is copied." : "The browser did not allow copying.");
  setTimeout(() => { byId("copy-label").textContent = "Copy"; byId("copy").classList.remove("copied"); }, 2000);
});
addEventListener("hashchange", openLink);
// On a phone the choices are folded away, so that the answer comes up right below the request.
const isWide = matchMedia("(min-width: 701px)");
const foldChoices = () => { byId("options").open = isWide.matches; };
isWide.addEventListener("change", foldChoices);
foldChoices();

showChips(document.querySelector("#examples ul"), EXAMPLES, askFor);
showLength();
watchServer(refreshModels);
refreshModels();
openLink();
