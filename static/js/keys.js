// One-key shortcuts. Any control with data-key is pressed by that key: "s", "/", "g q" (one after the
// other), "mod+enter" (Ctrl or Cmd, also inside a field). Off when <body data-shortcuts="off">.
const IN_FIELD = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const PATIENCE = 600;
let leader = null;

function controlFor(key, within = document) {
    const found = within.querySelectorAll(`[data-key="${CSS.escape(key)}"]`);
    const scope = document.querySelector("dialog[open]");
    return [...found].find((control) => !scope || scope.contains(control));
}

function press(control) {
    if (control.matches(IN_FIELD)) return control.focus();
    control.click();
    const pane = control.dataset.focus && document.querySelector(control.dataset.focus);
    if (pane && !pane.matches(IN_FIELD)) pane.tabIndex = -1;
    pane?.focus();
}

function startsSequence(key) {
    return document.querySelector(`[data-key^="${CSS.escape(key)} "]`) !== null;
}

function settleLeader() {
    const alone = leader && controlFor(leader.key);
    leader = null;
    if (alone) press(alone);
}

function pressKey(key) {
    const pair = leader && controlFor(`${leader.key} ${key}`);
    if (leader) clearTimeout(leader.timer);
    leader = null;
    if (pair) return press(pair), true;
    if (startsSequence(key)) {
        leader = { key, timer: setTimeout(settleLeader, PATIENCE) };
        return true;
    }
    const control = controlFor(key);
    if (control) press(control);
    return Boolean(control);
}

function intoLetter(event) {
    if (event.target.closest("a, button, summary, input, [tabindex='0'], dialog")) return false;
    const letter = document.querySelector("[data-letter]");
    letter?.focus();
    return Boolean(letter);
}

document.addEventListener("keydown", (event) => {
    if (document.body.dataset.shortcuts === "off" || event.isComposing || event.repeat) return;
    const key = event.key.toLowerCase();
    const field = event.target.closest(IN_FIELD);
    let used = false;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
        const form = event.target.closest("form") ?? document; // a page may have several forms
        const control = key === "enter" && (controlFor("mod+enter", form) ?? controlFor("mod+enter"));
        if (control) { press(control); used = true; }
    } else if (event.altKey) {
        used = Boolean(controlFor(`alt+${key}`));
        if (used) press(controlFor(`alt+${key}`));
    } else if (field) {
        if (key === "escape" && field.matches("[data-letter]")) {
            field.blur();
            document.querySelector("main h1")?.focus();
        }
    } else {
        used = key === "enter" ? intoLetter(event) : pressKey(key);
    }
    if (used) event.preventDefault();
});
