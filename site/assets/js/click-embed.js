// <click-embed data-player data-title>: puts the service's player in place of the question when the reader has pressed the
// button. Nothing is fetched from the service before that. Without a script there is a link to the film.

class ClickEmbed extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => this.play());
  }

  play() {
    const frame = document.createElement("iframe");
    frame.src = this.dataset.player;
    frame.title = this.dataset.title;
    frame.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin"; // The services refuse a page that does not say which site it is of.
    frame.className = "media__frame";
    frame.tabIndex = 0;
    this.replaceChildren(frame);
    frame.focus();
  }
}

customElements.define("click-embed", ClickEmbed);
