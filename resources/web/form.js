// What is asked: read from the form, put back into it, and carried by links.

const byId = (id) => document.getElementById(id);

export function readForm() {
  const ask = { prompt: byId("prompt").value, length: Number(byId("length").value) };
  if (byId("model").value) ask.model = byId("model").value;
  if (byId("only").value) ask.only = byId("only").value;
  return ask;
}

export function fillForm(ask) {
  byId("prompt").value = ask.prompt;
  byId("length").value = ask.length ?? 600;
  byId("model").value = ask.model ?? "";
  byId("only").value = ask.only ?? "";
  fitPrompt();
  showLength();
}

export function fitPrompt() {
  const area = byId("prompt");
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight + 2, 320)}px`;
}

export function showLength() {
  const length = Number(byId("length").value);
  byId("length-out").textContent = `${length} characters ≈ ${Math.max(1, Math.round(length / 32))} lines`;
}

// In code, Enter starts a new line; in a sentence it asks.
export const looksLikeCode = (text) => /\n|:\s*$|^\s*(def|class|import|from|for|while|with|@)\b.*[(:]/.test(text);

// The part of an address that asks the same again; it never reaches a server, not even in its log.
export function linkTo(ask, answer) {
  const parts = new URLSearchParams({ q: ask.prompt, length: ask.length });
  for (const name of ["model", "only"]) if (ask[name]) parts.set(name, ask[name]);
  if (answer.source !== "recipe") parts.set("seed", answer.seed);
  return `#${parts}`;
}

export function askFromLink() {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (!parts.has("q")) return null;
  const ask = { prompt: parts.get("q"), length: Math.min(4000, Math.max(40, Number(parts.get("length")) || 600)) };
  if (parts.get("model")) ask.model = parts.get("model");
  if (["recipe", "model"].includes(parts.get("only"))) ask.only = parts.get("only");
  if (/^\d{1,10}$/.test(parts.get("seed") ?? "")) ask.seed = Math.min(2 ** 31 - 1, Number(parts.get("seed")));
  return ask;
}
