// What is marked in the lines of a talk stands in the field beneath, ready to be cut: <textarea data-passage>.
document.addEventListener("selectionchange", () => {
    const field = document.querySelector("[data-passage]");
    const marked = field && document.getSelection();
    if (!marked || marked.isCollapsed) return;
    const lines = field.form.querySelector(".lines");
    if (!lines.contains(marked.anchorNode) || !lines.contains(marked.focusNode)) return;
    field.value = marked.toString().split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
});
