// When an answer does not come, says so and leaves the page as it is. The sentences are in base.html.
function say(id) {
    const sentence = document.getElementById(id);
    const toasts = document.getElementById("toasts");
    if (!sentence || !toasts || toasts.querySelector(`[data-trouble="${id}"]`)) return;
    const toast = sentence.content.firstElementChild.cloneNode(true);
    toast.dataset.trouble = id;
    toasts.append(toast);
}

function forget(id) {
    document.querySelector(`[data-trouble="${id}"]`)?.remove();
}

// A session that ended answers with the sign-in page; it must not land inside the letter.
document.addEventListener("htmx:before:response", (event) => {
    const answer = event.detail.ctx.response.raw;
    if (answer.status === 403) { // signed in anew elsewhere, so this page's forms are from before
        event.preventDefault();
        return say("trouble-stale");
    }
    if (!answer.redirected || !new URL(answer.url).pathname.startsWith("/accounts/")) return;
    event.preventDefault();
    say("trouble-signed-out");
});
document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status >= 500) say("trouble-server");
});
document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx) say(navigator.onLine ? "trouble-server" : "trouble-offline");
});
addEventListener("offline", () => say("trouble-offline"));
addEventListener("online", () => forget("trouble-offline"));
