// <a href="/help/" data-dialog="#shortcuts"> shows that part of that page in the dialog; without this
// script it is a link. Also stands in for command/commandfor where a browser lacks them.
const dialog = () => document.getElementById("dialog");

async function show(link) {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return location.assign(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.querySelector(link.dataset.dialog);
    if (!part) return location.assign(link.href);
    const heading = part.querySelector("h1, h2");
    dialog().querySelector("h2").textContent = heading?.textContent ?? link.textContent;
    heading?.remove();
    // A shortcut that presses nothing on this page is not told here.
    for (const row of part.querySelectorAll("[data-where]")) row.hidden = !document.querySelector(row.dataset.where);
    dialog().querySelector(".inside").replaceChildren(document.adoptNode(part));
    window.htmx?.process(part);
    dialog().showModal();
    part.querySelector("[autofocus], input:not([type=hidden]), textarea, select")?.focus();
}

document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-dialog]");
    if (!link || !dialog() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link).catch(() => location.assign(link.href));
});

// A form inside the dialog that was answered well closes it; one with faults stays.
document.addEventListener("htmx:after:swap", (event) => {
    const source = event.target.closest?.("#dialog");
    if (source && event.detail.ctx.response.status < 400) source.close();
});

if (!("command" in HTMLButtonElement.prototype)) {
    const act = { "show-modal": "showModal", close: "close", "toggle-popover": "togglePopover" };
    document.addEventListener("click", (event) => {
        const button = event.target.closest("button[commandfor]");
        const target = button && document.getElementById(button.getAttribute("commandfor"));
        target?.[act[button.getAttribute("command")]]?.();
    });
}
