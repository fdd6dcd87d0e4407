// Light or dark. Loaded before the first paint so that no page flashes; the rest of the scripts wait.
const root = document.documentElement;
try {
    const chosen = localStorage.getItem("theme");
    if (chosen) root.dataset.theme = chosen;
} catch { /* storage is off: the system decides */ }

document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-switch]")) return;
    const systemIsDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark;
    root.dataset.theme = isDark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* kept for this page only */ }
});
