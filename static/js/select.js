// "Show it" beside a check: the passage is selected in the field. Without this, the link leads to it marked beneath.
document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-select]");
    const field = link && document.querySelector(link.dataset.select);
    if (!field) return;
    event.preventDefault();
    const folded = field.closest("details");
    if (folded) folded.open = true;
    field.setSelectionRange(Number(link.dataset.from), Number(link.dataset.to));
    field.focus();
});
