// Counts words while someone types: <textarea data-words="#wc" data-max="120">.
document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-words]");
    const shown = field && document.querySelector(field.dataset.words);
    if (!shown) return;
    const count = field.value.trim().split(/\s+/).filter(Boolean).length;
    shown.textContent = count;
    const check = shown.closest(".check");
    if (check && field.dataset.max) check.dataset.s = count > Number(field.dataset.max) ? "warn" : "pass";
});
