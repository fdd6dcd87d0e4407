// While a press is answered that writes on the sheet, the words rest: what is not typed cannot be lost.
// <button data-rests="#letter">: the form whose subject and body wait. Without JavaScript the page waits by itself.
const resting = new WeakMap();

document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    const form = ctx.sourceElement?.dataset?.rests;
    if (!form) return;
    const words = document.querySelectorAll(`${form} :is([name="subject"], [name="body"]):not([readonly])`);
    words.forEach((field) => { field.readOnly = true; });
    resting.set(ctx, words);
});
document.addEventListener("htmx:finally:request", (event) => {
    resting.get(event.detail.ctx)?.forEach((field) => { field.readOnly = false; });
});
