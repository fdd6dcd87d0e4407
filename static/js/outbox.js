// The trigger. A reviewed letter waits here while the rep can still take it back; then this browser,
// and nothing else, posts its delivery. Close the tab and nothing leaves.
// <div class="toast" data-outbox data-seconds="10"> with a form[data-deliver] and a form[data-withdraw].
const TOO_LATE = 30_000; // woke up long after the countdown: ask, do not send
const ends = new WeakMap();

function begin(item) {
    item.dataset.state = "counting";
    ends.set(item, Date.now() + Number(item.dataset.seconds) * 1000);
}

function hold(item, state) {
    item.dataset.state = state;
    show(item, "");
}

function show(item, text) {
    const left = item.querySelector("[data-left]");
    if (left && left.textContent !== text) left.textContent = text;
}

function leave(item) {
    item.dataset.state = "leaving";
    item.querySelector("form[data-deliver]").requestSubmit();
}

function beat() {
    const now = Date.now();
    for (const item of document.querySelectorAll("[data-outbox]")) {
        if (!item.dataset.state) begin(item);
        if (item.dataset.state !== "counting") continue;
        const left = ends.get(item) - now;
        show(item, `, ${Math.max(0, Math.ceil(left / 1000))} s`);
        if (left > 0) continue;
        if (!navigator.onLine) hold(item, "offline");
        else if (left < -TOO_LATE) hold(item, "waiting");
        else leave(item);
    }
}

// The answer did not come, so whether it left is for the server to say: offer the same press again.
function unanswered(event) {
    const item = event.target.closest?.("[data-outbox]");
    if (item?.isConnected) hold(item, "waiting");
}

document.addEventListener("htmx:error", unanswered);
document.addEventListener("htmx:before:response", (event) => { // signed out, or signed in anew: nothing was sent
    const answer = event.detail.ctx.response.raw;
    if (answer.status === 403 || answer.redirected) unanswered(event);
});
document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status >= 500) unanswered(event);
});
document.addEventListener("submit", (event) => {
    const item = event.target.closest("[data-outbox]");
    if (item) item.dataset.state = "leaving";
}, true);
addEventListener("online", () => {
    document.querySelectorAll("[data-outbox][data-state=offline]").forEach(begin);
});
addEventListener("beforeunload", (event) => {
    if (document.querySelector("[data-outbox][data-state=counting]")) event.preventDefault();
});
document.addEventListener("htmx:after:swap", beat);
setInterval(beat, 250);
beat();
