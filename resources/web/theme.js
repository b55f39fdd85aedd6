// Light or dark: as the system says, until the switch says otherwise. Loaded before the first paint.
"use strict";
(() => {
  const key = "pysmith.theme";
  let chosen = null;
  try { chosen = localStorage.getItem(key); } catch { /* storage may be off: then the system decides */ }
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;

  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const label = () => {
      button.textContent = isDark() ? "Light" : "Dark";
      button.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
    };
    label();
    system.addEventListener("change", label);
    button.addEventListener("click", () => {
      const theme = isDark() ? "light" : "dark";
      document.documentElement.dataset.theme = theme;
      try { localStorage.setItem(key, theme); } catch { /* it holds for this visit */ }
      label();
    });
  });
})();
