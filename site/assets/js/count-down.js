// <count-down datetime="2026-11-26T19:00:00+01:00" data-days="dag|dage" data-hours="time|timer" data-minutes="minut|minutter"
// data-now="…"> holds the server's words for the time that is left and turns them into numbers that move once a minute.

class CountDown extends HTMLElement {
  connectedCallback() {
    this.moment = Date.parse(this.getAttribute("datetime"));
    if (Number.isNaN(this.moment)) return;
    this.update();
    this.timer = setInterval(() => this.update(), 20_000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  update() {
    const minutes = Math.floor((this.moment - Date.now()) / 60_000);
    if (minutes < 0) {
      clearInterval(this.timer);
      this.textContent = this.dataset.now ?? "";
      return;
    }
    const parts = [
      [Math.floor(minutes / 1440), this.dataset.days],
      [Math.floor((minutes % 1440) / 60), this.dataset.hours],
      [minutes % 60, this.dataset.minutes],
    ];
    while (parts.length > 1 && parts[0][0] === 0) parts.shift();
    const line = document.createElement("span");
    line.className = "count";
    for (const [number, names] of parts) {
      const [one, many] = names.split("|");
      const part = document.createElement("span");
      part.className = "count__part";
      const figure = document.createElement("b");
      figure.textContent = number;
      part.append(figure, ` ${number === 1 ? one : many} `);
      line.append(part);
    }
    this.replaceChildren(line);
  }
}

customElements.define("count-down", CountDown);
