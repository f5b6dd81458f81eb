// <live-player data-src="…/index.m3u8" data-hls="…/hls.light.min.mjs" data-failed="…" data-restored="…"> around <video controls> with its
// caption tracks. Browsers that play HLS themselves get the address; the others load hls.js, and only then.
// [data-seek="seconds"] buttons anywhere on the page move the player; transcript lines with data-start and data-end follow it.
// A line with [data-player-state] says in words when the picture is gone; questions go on meanwhile.

const RETRY_MS = 4000;

class LivePlayer extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    if (!this.video || !this.dataset.src) return;
    this.state = document.querySelector("[data-player-state]");
    // A hit of the search leads to a moment: ?t=seconds.
    this.moment = Math.max(0, Number(new URLSearchParams(location.search).get("t")) || 0);
    this.follow();
    this.start();
  }

  disconnectedCallback() {
    clearTimeout(this.retry);
    this.hls?.destroy();
  }

  async start() {
    const source = this.dataset.src;
    if (this.video.canPlayType("application/vnd.apple.mpegurl") && !window.MediaSource) {
      this.video.addEventListener("error", () => this.fail());
      this.video.src = `${source}#t=${this.moment}`;
      return;
    }
    const { default: Hls } = await import(new URL(this.dataset.hls, document.baseURI));
    if (!Hls.isSupported()) {
      this.video.src = source;
      return;
    }
    // Workers come from blob: addresses, which the content security policy refuses; segments are small enough without.
    this.hls = new Hls({ enableWorker: false, startPosition: this.moment || -1 });
    this.hls.on(Hls.Events.ERROR, (_, error) => this.onError(Hls, error));
    this.hls.on(Hls.Events.FRAG_LOADED, () => this.restore());
    this.hls.loadSource(source);
    this.hls.attachMedia(this.video);
  }

  onError(Hls, error) {
    if (!error.fatal) return;
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR) return this.hls.recoverMediaError();
    this.fail();
    // A little chance in the pause, so that a whole audience does not come back in the same moment.
    this.retry = setTimeout(() => this.hls.loadSource(this.dataset.src), RETRY_MS * (1 + Math.random()));
  }

  fail() {
    this.failed = true;
    if (this.state) this.state.textContent = this.dataset.failed ?? "";
  }

  restore() {
    if (!this.failed) return;
    this.failed = false;
    if (this.state) this.state.textContent = this.dataset.restored ?? "";
  }

  follow() {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-seek]");
      if (!button) return;
      this.video.currentTime = Number(button.dataset.seek);
      this.video.play().catch(() => {}); // Refused without a gesture: the controls are there.
      this.scrollIntoView({ block: "nearest" });
    });
    const lines = [...document.querySelectorAll("[data-start]")];
    if (!lines.length) return;
    this.video.addEventListener("timeupdate", () => {
      const now = this.video.currentTime;
      for (const line of lines) {
        const current = now >= Number(line.dataset.start) && now < Number(line.dataset.end);
        if (current) line.setAttribute("aria-current", "true");
        else line.removeAttribute("aria-current");
      }
    });
  }
}

customElements.define("live-player", LivePlayer);
