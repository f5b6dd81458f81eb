// <picture-pair> with two figures: lays the first one over the second and lets a slider say how much of it is seen.
// The slider is a plain <input type=range>, so arrows, Home and End move it. Without a script the pictures follow each other.

class PicturePair extends HTMLElement {
  connectedCallback() {
    if (this.slider) return;
    this.slider = document.createElement("input");
    Object.assign(this.slider, { type: "range", min: 0, max: 100, value: 50, className: "pair__slider" });
    this.slider.setAttribute("aria-label", this.dataset.label);
    this.slider.addEventListener("input", () => this.show());
    this.append(this.slider);
    this.classList.add("pair--over");
    this.show();
  }

  show() {
    this.style.setProperty("--shown", `${this.slider.value}%`);
    this.slider.setAttribute("aria-valuetext", `${this.slider.value} %`);
  }
}

customElements.define("picture-pair", PicturePair);
