// Reads a letter or a name aloud, with voices of this computer only, so that no letter goes to a vendor.
// <button data-aloud="#body" data-aloud-tick="#read-aloud" data-aloud-note="#read-note" data-no-voice="…">
// <button data-say="EE-fa">
const speech = window.speechSynthesis;
speech?.getVoices(); // some browsers load their voices only when first asked

function localVoice() {
    const here = speech.getVoices().filter((voice) => voice.localService);
    const language = document.documentElement.lang.slice(0, 2);
    return here.find((voice) => voice.lang.startsWith(language)) ?? null;
}

function speak(text, whenDone, follow) {
    const voice = localVoice();
    if (!voice) return false;
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.onend = whenDone;
    words.onboundary = follow;
    speech.speak(words);
    return true;
}

function tick(selector) {
    const box = selector && document.querySelector(selector);
    if (!box || box.checked) return;
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
}

function read(button) {
    const field = document.querySelector(button.dataset.aloud);
    let stopped = false;
    const stop = () => { stopped = true; };
    button.addEventListener("click", stop, { once: true });
    const done = () => {
        button.setAttribute("aria-pressed", "false");
        button.removeEventListener("click", stop);
        if (!stopped) tick(button.dataset.aloudTick);
    };
    const follow = (event) => {
        if (event.name !== "word" || !field.setSelectionRange) return;
        field.setSelectionRange(event.charIndex, event.charIndex + (event.charLength || 0));
    };
    const begun = speak(field.value ?? field.textContent, done, follow);
    button.setAttribute("aria-pressed", String(begun));
    const note = document.querySelector(button.dataset.aloudNote);
    if (!begun && note) note.textContent = button.dataset.noVoice;
}

document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-aloud], [data-say]");
    if (!button || !speech) return;
    if (speech.speaking) return speech.cancel();
    if (button.dataset.say) speak(button.dataset.say);
    else setTimeout(() => read(button)); // after this click, so that the next one is the stop
});
addEventListener("pagehide", () => speech?.cancel());
