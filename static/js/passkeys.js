// <form data-passkey="get|create" data-options="#json" data-away="sentence" hidden> holds a button that asks the browser for a
// passkey, puts the answer into the form's `credential` and posts it. Without data-options they are fetched from the form's
// address when they are asked for. A browser that knows no passkeys never sees the form.
const known = window.PublicKeyCredential?.parseRequestOptionsFromJSON;

async function optionsOf(form) {
    const given = form.dataset.options;
    if (given) return JSON.parse(document.querySelector(given).textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
}

async function made(form) {
    const publicKey = (await optionsOf(form)).creation_options.publicKey;
    if (form.elements.passwordless?.checked) {
        Object.assign(publicKey.authenticatorSelection, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
    }
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
}

async function shown(form) {
    const publicKey = (await optionsOf(form)).request_options.publicKey;
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

async function ask(form) {
    const said = form.querySelector("[role=alert]");
    said.textContent = "";
    try {
        const credential = await (form.dataset.passkey === "create" ? made(form) : shown(form));
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
    } catch {
        said.textContent = form.dataset.away;
    }
}

for (const form of known ? document.querySelectorAll("[data-passkey]") : []) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        ask(form);
    });
}
