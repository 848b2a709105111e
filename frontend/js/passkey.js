// Asks the browser for a passkey, to make one or to prove one, and sends its answer with the form around the button.
// The form carries data-options: the address that gives the question. Without scripts the page says what else there is.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withIds = (known) => (known ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

function question(given) {
  const asked = { ...given, challenge: bytes(given.challenge) };
  if (given.user) asked.user = { ...given.user, id: bytes(given.user.id) };
  if (given.excludeCredentials) asked.excludeCredentials = withIds(given.excludeCredentials);
  if (given.allowCredentials) asked.allowCredentials = withIds(given.allowCredentials);
  return asked;
}

function answer(credential) {
  const { response } = credential;
  const told = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) told[name] = text(response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: told });
}

export class Passkey {
  constructor(form) {
    this.form = form;
    this.trouble = form.querySelector("[data-trouble]");
    if (!window.PublicKeyCredential) {
      this.tell("unsupported");
      return;
    }
    form.querySelector("[data-needs-scripts]")?.removeAttribute("hidden");
    form.addEventListener("submit", (event) => this.onSubmit(event));
  }

  async onSubmit(event) {
    if (this.form.elements.passkey.value) return;
    event.preventDefault();
    this.trouble.hidden = true;
    try {
      const headers = { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value, Accept: "application/json" };
      const asked = await fetch(this.form.dataset.options, { method: "POST", headers });
      if (!asked.ok) return this.tell("failed");
      const publicKey = question((await asked.json()).publicKey);
      const made = await (publicKey.user
        ? navigator.credentials.create({ publicKey })
        : navigator.credentials.get({ publicKey }));
      this.form.elements.passkey.value = answer(made);
      this.form.submit();
    } catch (error) {
      this.tell(error.name === "InvalidStateError" ? "known" : "failed");
    }
  }

  // The words stand in the page, in its language.
  tell(why) {
    this.trouble.querySelector("p").textContent = this.trouble.dataset[why];
    this.trouble.hidden = false;
  }
}
