// Shows the question that belongs to a chosen answer, for radios and checkboxes. GOV.UK's own scripts put aria-expanded on
// the input, which ARIA does not allow there.
export class Reveal {
  constructor(root) {
    this.inputs = [...root.querySelectorAll("input[data-aria-controls]")];
    if (!this.inputs.length) return;
    for (const input of this.inputs) {
      input.setAttribute("aria-controls", input.dataset.ariaControls);
      input.removeAttribute("data-aria-controls");
    }
    root.addEventListener("change", () => this.show());
    // The browser may restore another answer after "back".
    window.addEventListener("pageshow", () => this.show());
    this.show();
  }

  show() {
    for (const input of this.inputs) {
      const part = document.getElementById(input.getAttribute("aria-controls"));
      const kind = input.type === "radio" ? "radios" : "checkboxes";
      part.classList.toggle(`govuk-${kind}__conditional--hidden`, !input.checked);
    }
  }
}
