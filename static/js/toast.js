// Closes a toast: by its button, or by itself after a while unless someone is reading it with the
// pointer or the keyboard. Whatever it said is also on a page.
const SHOWN_FOR = 8000;

function arm(toast) {
    toast.dataset.armed = "";
    setTimeout(() => {
        if (toast.matches(":hover, :focus-within")) arm(toast);
        else toast.remove();
    }, SHOWN_FOR);
}

function armAll() {
    document.querySelectorAll(".toast[data-passing]:not([data-armed])").forEach(arm);
}

document.addEventListener("click", (event) => {
    event.target.closest("[data-dismiss]")?.closest(".toast")?.remove();
});
document.addEventListener("htmx:after:swap", armAll);
armAll();
