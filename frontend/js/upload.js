// Sends the document of a file question in small pieces as soon as it is chosen (tus 1.0): a weak line loses little and a
// broken one nothing. All words come from the page; without this script the form sends the file as forms do.
import { Upload as Tus } from "tus-js-client";

import { legibility } from "./legibility.js";
import { digest } from "./digest.js";

// Ten seconds of a line of 50 kbit/s.
const PIECE_BYTES = 64 * 1024;
// For about ten minutes; after that the button "try again" goes on where it stopped.
const RETRY_AFTER_MS = [0, 1000, 3000, 5000, 10000, 20000, 30000, 60000, 60000, 120000, 120000, 120000];
const ASK_AGAIN_MS = 1500;
const ASK_AT_MOST = 40;

export class Upload {
  constructor(root) {
    this.root = root;
    this.field = root.dataset.field;
    this.form = root.closest("form");
    this.news = root.querySelector(".mpp-upload__news");
    this.words = root.querySelector("template").content;
    this.token = this.form.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
    this.inputs = [...root.querySelectorAll("input[type=file]")];
    for (const input of this.inputs) input.addEventListener("change", () => this.take(input));
    this.form.addEventListener("submit", (event) => this.holdBack(event));
    window.addEventListener("online", () => this.isCutOff && this.goOn());
    // On a slow line somebody may have chosen before this script came.
    const chosen = this.inputs.find((input) => input.files.length);
    if (chosen) this.take(chosen);
  }

  take(input) {
    const file = input.files[0];
    if (!file) return;
    const before = this.tus;
    this.stop();
    this.answer("");
    for (const other of this.inputs) if (other !== input) other.value = "";
    if (file.size > Number(this.root.dataset.maxBytes)) return this.refuse("too-large", before);
    if (!file.size) return this.refuse("empty", before);
    this.advice = file.type.startsWith("image/") ? legibility(file) : Promise.resolve([]);
    this.send(file, input, before);
  }

  send(file, input, before) {
    this.input = input;
    this.file = file;
    this.show("sending");
    this.progress(0);
    const tus = new Tus(file, {
      endpoint: this.root.dataset.collection,
      chunkSize: PIECE_BYTES,
      retryDelays: RETRY_AFTER_MS,
      removeFingerprintOnSuccess: true,
      // What is in it: telephones give the same photograph another name and another time whenever it is chosen.
      fingerprint: (chosen, options) => digest(chosen).then((hash) => `${options.endpoint}-${hash}`),
      headers: { "X-CSRFToken": this.token, Accept: "application/json" },
      metadata: { filename: file.name, filetype: file.type },
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        const mayHelp = status === 0 || status === 409 || status === 429 || status >= 500;
        if (mayHelp) this.cutOff();
        return mayHelp;
      },
      onAfterResponse: (request, response) => {
        if (request.getMethod() === "HEAD") this.resumed(Number(response.getHeader("Upload-Offset")));
      },
      // The library may tell of progress once more after the end.
      onProgress: (sent, total) => this.tus === tus && this.progress(sent / total),
      onError: (error) => this.failed(error),
      onSuccess: () => this.sent(),
    });
    this.tus = tus;
    // The same file chosen again, after a reload or a dead battery, goes on where it stopped.
    tus
      .findPreviousUploads()
      .then((earlier) => {
        if (this.tus !== tus) return;
        if (earlier.length) tus.resumeFromPreviousUpload(earlier[0]);
        else giveUp(before);
        tus.start();
      })
      .catch((error) => this.failed(error));
  }

  stop() {
    this.tus?.abort();
    this.tus = undefined;
    this.isCutOff = false;
    clearTimeout(this.asking);
  }

  // The line is there again, or somebody wants to try: what has come is asked for, the rest follows.
  goOn() {
    const { tus } = this;
    if (!this.news.querySelector("progress")) this.show("sending");
    tus?.abort().then(() => this.tus === tus && tus.start());
  }

  cutOff() {
    this.isCutOff = true;
    this.say("waiting");
    this.hush("resumed");
  }

  resumed(sentBytes) {
    if (!sentBytes) return;
    this.progress(sentBytes / this.file.size);
    this.news.querySelector("[data-from]").textContent = percentOf(sentBytes / this.file.size);
    this.say("resumed");
  }

  progress(share) {
    const bar = this.news.querySelector("progress");
    if (!bar) return;
    this.isCutOff = false;
    bar.value = Math.round(share * 100);
    this.news.querySelector("[data-percent]").textContent = percentOf(share);
    this.news.querySelector("[data-name]").textContent = this.file.name;
    this.hush("waiting");
  }

  say(kind) {
    const line = this.news.querySelector(`[data-${kind}]`);
    if (line) line.hidden = false;
  }

  hush(kind) {
    const line = this.news.querySelector(`[data-${kind}]`);
    if (line) line.hidden = true;
  }

  failed(error) {
    const code = error.originalResponse?.getBody() ?? "";
    const known = { "file-too-large": "too-large", "file-empty": "empty", "file-unknown": "unknown", "file-no-room": "no-room" };
    if (error.originalResponse?.getStatus() === 401) return this.refuse("signed-out");
    if (known[code]) return this.refuse(known[code]);
    this.show("broken");
    this.isCutOff = true;
    this.news.querySelector("button").addEventListener("click", () => this.goOn());
  }

  sent() {
    const id = this.tus.url.split("/").pop();
    this.tus = undefined;
    // The document is there: the form names it instead of sending it once more.
    this.answer(id);
    this.input.value = "";
    this.ask(id, 0);
  }

  async ask(id, times) {
    let answer;
    try {
      answer = await fetch(`${this.root.dataset.collection}/${id}/keadaan`, { headers: { Accept: "text/html" } });
    } catch {
      answer = undefined;
    }
    const said = answer?.ok ? await answer.text() : "";
    // Meanwhile another file may have been chosen.
    if (this.named?.value !== id) return;
    if (said) {
      this.news.innerHTML = said;
      this.news.hidden = false;
      const state = answer.headers.get("X-Upload-State");
      if (state === "quarantined") await this.advise(id);
      if (state === "refused") this.answer("");
      if (state !== "quarantined") return;
    }
    if (times < ASK_AT_MOST) this.asking = setTimeout(() => this.ask(id, times + 1), ASK_AGAIN_MS);
  }

  // What the picture looks like from here; the worker says the same, or better, once it has examined it.
  async advise(id) {
    const hints = await this.advice;
    if (this.named?.value !== id) return;
    for (const hint of hints) {
      const words = this.words.querySelector(`[data-words=hint-${hint}]`);
      if (words) this.news.append(words.cloneNode(true));
    }
  }

  refuse(kind, before) {
    this.stop();
    giveUp(before);
    this.show(kind);
    for (const input of this.inputs) input.value = "";
  }

  show(kind) {
    const words = this.words.querySelector(`[data-words=${kind}]`);
    this.news.replaceChildren(words ? words.cloneNode(true) : "");
    this.news.hidden = false;
  }

  answer(id) {
    this.named?.remove();
    this.named = undefined;
    if (!id) return;
    this.named = Object.assign(document.createElement("input"), { type: "hidden", name: this.field, value: id });
    // Last in the question, so that it counts before an earlier document that was chosen.
    this.root.append(this.named);
  }

  holdBack(event) {
    if (!this.tus || event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    this.say("wait");
    this.news.scrollIntoView({ block: "center" });
    this.news.querySelector("button")?.focus();
  }
}

// What was chosen before and is not wanted any more need not be kept; where that fails, it is deleted by rule.
function giveUp(tus) {
  tus?.abort(true).catch(() => {});
}

function percentOf(share) {
  return `${Math.round(share * 100)}%`;
}
