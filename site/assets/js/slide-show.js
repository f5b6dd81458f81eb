// <slide-show data-seconds data-reload-minutes>: one [data-slide] at a time, for a screen that nobody touches.
// With reduced motion the pictures change without fading (css/exhibition.css). It fetches itself anew now and then.

class SlideShow extends HTMLElement {
  connectedCallback() {
    this.slides = [...this.querySelectorAll("[data-slide]")];
    if (this.slides.length < 2) return;
    this.classList.add("screen--runs");
    this.started = Date.now();
    this.at = 0;
    this.show();
    const pause = this.querySelector("[data-pause]");
    const words = pause.textContent;
    pause.hidden = false;
    pause.addEventListener("click", () => {
      if (this.timer) this.stop();
      else this.run();
      pause.textContent = this.timer ? words : pause.dataset.goOn;
    });
    this.run();
  }

  disconnectedCallback() {
    this.stop();
  }

  run() {
    this.timer = setInterval(() => this.next(), Number(this.dataset.seconds) * 1000);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  next() {
    this.at = (this.at + 1) % this.slides.length;
    if (this.at === 0 && Date.now() - this.started > Number(this.dataset.reloadMinutes) * 60_000) location.reload();
    this.show();
  }

  show() {
    this.slides.forEach((slide, number) => {
      slide.toggleAttribute("data-shown", number === this.at);
      slide.setAttribute("aria-hidden", String(number !== this.at));
    });
    // The next one is fetched while this one is looked at.
    this.slides[(this.at + 1) % this.slides.length].querySelector("img")?.setAttribute("loading", "eager");
  }
}

customElements.define("slide-show", SlideShow);
