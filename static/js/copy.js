// <button data-copy="#words"> puts the words of that field on the clipboard and says so for a moment.
document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const field = button && document.querySelector(button.dataset.copy);
    if (!field) return;
    await navigator.clipboard.writeText(field.value ?? field.textContent);
    button.dataset.copied = "";
    setTimeout(() => delete button.dataset.copied, 2000);
});
