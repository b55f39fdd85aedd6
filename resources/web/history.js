// What was asked, newest first, in this browser's own storage and nowhere else.

const KEY = "pysmith.history";
const MOST = 100;

let entries = load();

function load() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((entry) => typeof entry?.ask?.prompt === "string") : [];
  } catch {
    return [];
  }
}

function save() {
  try {
    localStorage.setItem(KEY, JSON.stringify(entries));
  } catch {
    // Full or forbidden: half as much may fit; if not, the history lasts as long as the page.
    entries = entries.slice(0, Math.ceil(entries.length / 2));
    try { localStorage.setItem(KEY, JSON.stringify(entries)); } catch { /* as said */ }
  }
}

const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

export function remember(ask, answer) {
  entries = entries.filter((entry) => !isSame(entry.ask, ask));
  entries.unshift({ ask, answer, when: Date.now() });
  entries = entries.slice(0, MOST);
  save();
}

function forget(entry) {
  entries = entries.filter((other) => other !== entry);
  save();
}

// Show the list; `onPick(entry)` is called when one is chosen.
export function mountHistory(onPick) {
  const byId = (id) => document.getElementById(id);
  const panel = byId("history");
  const opener = byId("history-open");
  const narrow = matchMedia("(max-width: 1099px)");

  function draw() {
    byId("history-list").replaceChildren(...entries.map(item));
    byId("history-empty").hidden = entries.length > 0;
    byId("history-clear").hidden = entries.length === 0;
  }

  function item(entry, index) {
    const row = document.createElement("li");
    const pick = document.createElement("button");
    pick.type = "button";
    pick.className = "pick";
    pick.textContent = entry.ask.prompt.trim() || "(empty)";
    pick.title = new Date(entry.when).toLocaleString();
    pick.addEventListener("click", () => { setOpen(false); onPick(entry); });
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "drop";
    drop.textContent = "×";
    drop.setAttribute("aria-label", `Delete “${entry.ask.prompt.slice(0, 60)}” from the history`);
    drop.addEventListener("click", () => {
      forget(entry);
      draw();
      const rows = byId("history-list").querySelectorAll(".drop");
      (rows[Math.min(index, rows.length - 1)] ?? byId("prompt")).focus();
    });
    row.append(pick, drop);
    return row;
  }

  function setOpen(isOpen) {
    panel.classList.toggle("open", isOpen);
    panel.inert = narrow.matches && !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    if (narrow.matches && isOpen) byId("history-close").focus();
  }

  opener.addEventListener("click", () => setOpen(!panel.classList.contains("open")));
  byId("history-close").addEventListener("click", () => { setOpen(false); opener.focus(); });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && narrow.matches) { setOpen(false); opener.focus(); }
  });
  byId("history-clear").addEventListener("click", () => {
    if (!confirm("Delete the whole history of this browser?")) return;
    entries = [];
    save();
    draw();
    byId("prompt").focus();
  });
  narrow.addEventListener("change", () => setOpen(false));
  setOpen(false);
  draw();
  return draw;
}
