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
    Object.assign(words, { voice, lang: voice.lang, onboundary: follow });
    words.onend = () => whenDone?.(true);
    words.onerror = () => whenDone?.(false); // some browsers call it an error when it is cut short
    speech.speak(words);
    return true;
}

function tick(selector) {
    const box = selector && document.querySelector(selector);
    if (!box || box.checked) return;
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
}

const wordsIn = (field) => field.value ?? field.textContent;
let reading = null; // the letter being read; `whole` until it is cut short

function read(button) {
    const field = document.querySelector(button.dataset.aloud);
    const heard = wordsIn(field);
    const mine = { whole: true };
    const done = (toTheEnd) => {
        button.setAttribute("aria-pressed", "false");
        if (reading === mine) reading = null;
        // Meanwhile other words may stand there, or somebody else's letter.
        const isThatLetter = field.isConnected && wordsIn(field) === heard;
        if (toTheEnd && mine.whole && isThatLetter) tick(button.dataset.aloudTick);
    };
    const follow = (event) => {
        if (!field.isConnected) return hush();
        if (event.name !== "word" || !field.setSelectionRange) return;
        field.setSelectionRange(event.charIndex, event.charIndex + (event.charLength || 0));
    };
    const begun = speak(heard, done, follow);
    if (begun) reading = mine;
    button.setAttribute("aria-pressed", String(begun));
    const note = document.querySelector(button.dataset.aloudNote);
    if (!begun && note) note.textContent = button.dataset.noVoice;
}

// Whatever is being said stops, and what was not heard to the end is not ticked; whether that was a letter.
function hush() {
    const letter = reading;
    if (letter) letter.whole = false;
    speech.cancel();
    return Boolean(letter);
}

document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-aloud], [data-say]");
    if (!button || !speech) return;
    // A second press stops; only a name is said in the middle of a letter.
    if (speech.speaking && !(hush() && button.dataset.say)) return;
    if (button.dataset.say) speak(button.dataset.say);
    else read(button);
});
// Other words are to be heard anew.
document.addEventListener("input", ({ target }) => {
    const button = [...document.querySelectorAll("[data-aloud-tick]")].find((each) => target.matches(each.dataset.aloud));
    const box = button && document.querySelector(button.dataset.aloudTick);
    if (box) box.checked = false;
});
addEventListener("pagehide", () => speech?.cancel());
