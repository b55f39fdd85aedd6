// Show an answer: code, where it comes from, its slots and alternatives. Everything enters the page as text.

const byId = (id) => document.getElementById(id);

const SOURCES = {
  recipe: ["Recipe", "run and checked"],
  model: ["Model", "compiles, was not run"],
  hybrid: ["Composed", "compiles, was not run"],
};
const MOST_OTHERS = 4;
const KINDS = { path: "File or folder", string: "Text", number: "Number", identifier: "Name" };

export function showCode(code, highlighted) {
  const pieces = (highlighted ?? [["", code]]).map(([kind, text]) => {
    if (!kind) return document.createTextNode(text);
    const piece = document.createElement("span");
    piece.className = `c-${kind}`;
    piece.textContent = text;
    return piece;
  });
  byId("code").firstElementChild.replaceChildren(...pieces);
}

export function showWriting(code, highlighted) {
  showOnly("answer");
  byId("answer").classList.add("writing");
  byId("title").textContent = "Writing…";
  setBadge("model", "Model", "not checked yet");
  byId("sure").hidden = true;
  for (const id of ["explanation", "slots", "alternatives"]) byId(id).hidden = true;
  byId("facts").textContent = "";
  byId("link").hidden = byId("again").hidden = byId("copy").hidden = true;
  showCode(code, highlighted);
}

function setBadge(source, label, meaning) {
  const badge = byId("badge");
  badge.dataset.source = source;
  const name = document.createElement("b");
  name.textContent = label;
  badge.replaceChildren(name, ` · ${meaning}`);
}

export function showOnly(id) {
  for (const part of ["examples", "none", "answer"]) byId(part).hidden = part !== id;
}

export function showAnswer(answer, highlighted) {
  if (answer.source === "none") {
    showNone(answer);
    return;
  }
  showOnly("answer");
  byId("answer").classList.remove("writing");
  byId("title").textContent = answer.title || answer.prompt.trim().split("\n")[0].slice(0, 100) || "Answer";
  showSource(answer);
  showCode(answer.code, highlighted);
  byId("explanation").textContent = explain(answer);
  byId("explanation").hidden = !byId("explanation").textContent;
  byId("facts").textContent = facts(answer);
  byId("link").hidden = byId("copy").hidden = false;
  byId("again").hidden = answer.source === "recipe";
}

export function showSource(candidate) {
  setBadge(candidate.source, ...SOURCES[candidate.source]);
  showSureness(candidate.confidence);
}

function showSureness(confidence) {
  const percent = Math.round(confidence * 100);
  byId("sure").hidden = false;
  byId("sure-bar").style.setProperty("--part", `${percent}%`);
  byId("sure-text").textContent = `${percent}% sure`;
}

function explain(answer) {
  const parts = [answer.explanation];
  if (answer.libraries?.length) parts.push(`Needs ${answer.libraries.join(", ")}: pip install ${answer.libraries.join(" ")}`);
  return parts.filter(Boolean).join(" ");
}

function facts(answer) {
  const lines = answer.code.trimEnd().split("\n").length;
  const parts = [lines === 1 ? "1 line" : `${lines} lines`, `${Math.max(1, Math.round(answer.ms))} ms`];
  if (answer.model && answer.source !== "recipe") parts.push(answer.model, `seed ${answer.seed}`);
  return parts.join(" · ");
}

function showNone(answer) {
  showOnly("none");
  byId("nearest").hidden = answer.suggestions.length === 0;
}

// Fill a list with buttons that ask for `texts`.
export function showChips(list, texts, onPick) {
  list.replaceChildren(...texts.map((text) => {
    const row = document.createElement("li");
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.textContent = text;
    chip.addEventListener("click", () => onPick(text));
    row.append(chip);
    return row;
  }));
}

// A field for each slot; `onFill(values)` gets {default: value} whenever one was changed.
export function showSlots(answer, onFill) {
  const slots = answer.slots ?? [];
  const form = byId("slots");
  form.hidden = slots.length === 0;
  form.querySelector(".slot-fields").replaceChildren(...slots.map((slot, index) => {
    const field = document.createElement("div");
    field.className = "field";
    const label = document.createElement("label");
    label.htmlFor = `slot-${index}`;
    const usual = document.createElement("span");
    usual.textContent = slot.default;
    label.append(`${KINDS[slot.kind] ?? "Value"} `, usual);
    const input = document.createElement("input");
    Object.assign(input, { id: `slot-${index}`, value: slot.value, spellcheck: false, maxLength: 500 });
    input.addEventListener("change", () => onFill({ [slot.default]: input.value }, input));
    field.append(label, input);
    return field;
  }));
}

// Buttons for the answer and its alternatives; `onPick(candidate)` shows one.
export function showAlternatives(answer, onPick) {
  const others = answer.candidates.filter((candidate) => candidate.code !== answer.code).slice(0, MOST_OTHERS);
  const section = byId("alternatives");
  section.hidden = others.length === 0;
  const all = [{ code: answer.code, source: answer.source, confidence: answer.confidence }, ...others];
  const buttons = all.map((candidate, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tab";
    button.setAttribute("aria-pressed", String(index === 0));
    const sure = `${Math.round(candidate.confidence * 100)}%`;
    button.textContent = index === 0 ? `Best · ${sure}` : `Other ${index} · ${sure}`;
    button.addEventListener("click", () => {
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      onPick(candidate);
    });
    return button;
  });
  section.querySelector(".tabs").replaceChildren(...buttons);
}
