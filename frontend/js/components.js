// Wakes the components a page has; each comes as its own small file, so a page without them loads nothing more.
import { watchConnection } from "./connection.js";

const loaders = {
  "govuk-button": () => import("govuk-frontend/dist/govuk/components/button/button.mjs").then((m) => m.Button),
  "govuk-character-count": () =>
    import("govuk-frontend/dist/govuk/components/character-count/character-count.mjs").then((m) => m.CharacterCount),
  "govuk-checkboxes": () => import("./reveal.js").then((m) => m.Reveal),
  "govuk-error-summary": () =>
    import("govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs").then((m) => m.ErrorSummary),
  "govuk-radios": () => import("./reveal.js").then((m) => m.Reveal),
  "mpp-passkey": () => import("./passkey.js").then((m) => m.Passkey),
  "mpp-face": () => import("./face.js").then((m) => m.FaceCheck),
  "mpp-upload": () => import("./upload.js").then((m) => m.Upload),
  "mpp-list-keys": () => import("./list-keys.js").then((m) => m.ListKeys),
};

function wake(root) {
  for (const element of root.querySelectorAll("[data-module]")) {
    const load = loaders[element.dataset.module];
    if (!load || element.dataset.awake) continue;
    element.dataset.awake = "1";
    load().then((Component) => new Component(element));
  }
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
wake(document);
// htmx brings new parts into the page.
document.addEventListener("htmx:after:swap", () => wake(document));
watchConnection();
