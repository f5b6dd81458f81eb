// <live-player data-src="…/index.m3u8" data-audio-src data-hls data-live …> around <video controls> with its caption tracks.
// Browsers that play HLS themselves get the address; the others load hls.js, and only then. Adds choices in words (sound only,
// quality, speed, picture in picture, back to live) and keys; [data-seek="seconds"] links anywhere move the picture, lines with
// data-start and data-end follow it. [data-player-state] says in words when the picture is gone; questions go on meanwhile.

const RETRY_MS = 4000;
const STALL_MS = 6000;
const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];

// "1h02m05s", "43m10s" or plain seconds, as forum/models/captions.py reads it.
function secondsOf(moment) {
  const match = /^(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?$/.exec(moment ?? "");
  const [hours, minutes, seconds] = match ? match.slice(1).map((part) => Number(part ?? 0)) : [0, 0, 0];
  return hours * 3600 + minutes * 60 + seconds;
}

class LivePlayer extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    if (!this.video || !this.dataset.src || this.leaving) return;
    this.leaving = new AbortController();
    this.state = this.querySelector("[data-player-state]");
    this.watching = this.state?.textContent;
    this.bar = this.querySelector("[data-player-bar]");
    // A hit of the search leads to a moment of the recording; a live picture is seen as it comes.
    const asked = new URLSearchParams(location.search).get("t");
    this.moment = this.dataset.live === undefined ? secondsOf(asked) : 0;
    this.buildBar();
    this.follow();
    this.watch();
    // On the way down: Chromium's own controls act on some of the same keys, and would undo what is done here.
    this.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
    this.start();
  }

  disconnectedCallback() {
    this.leaving?.abort();
    clearTimeout(this.retry);
    clearTimeout(this.stalling);
    this.hls?.destroy();
  }

  get source() {
    return this.soundOnly && this.dataset.audioSrc ? this.dataset.audioSrc : this.dataset.src;
  }

  async start() {
    if (this.video.canPlayType("application/vnd.apple.mpegurl") && !window.MediaSource) {
      this.video.addEventListener("error", () => this.failNative());
      this.video.src = `${this.source}#t=${this.moment}`;
      return;
    }
    const { default: Hls } = await import(new URL(this.dataset.hls, document.baseURI));
    if (!Hls.isSupported()) {
      this.video.src = this.source;
      return;
    }
    // Workers come from blob: addresses, which the content security policy refuses; segments are small enough without.
    this.hls = new Hls({ enableWorker: false, startPosition: this.moment || -1 });
    this.hls.on(Hls.Events.ERROR, (_, error) => this.onError(Hls, error));
    this.hls.on(Hls.Events.FRAG_LOADED, () => this.restore());
    this.hls.on(Hls.Events.MANIFEST_PARSED, () => this.offerQuality());
    this.hls.loadSource(this.source);
    this.hls.attachMedia(this.video);
  }

  // When it goes wrong -------------------------------------------------------------------------------------------------

  onError(Hls, error) {
    if (!error.fatal) return;
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR) return this.hls.recoverMediaError();
    const never = error.response?.code === 404 && !this.video.played.length;
    this.fail(never ? this.dataset.missing : this.dataset.failed);
    // A little chance in the pause, so that a whole audience does not come back in the same moment.
    this.retry = setTimeout(() => this.hls.loadSource(this.source), RETRY_MS * (1 + Math.random()));
  }

  failNative() {
    this.fail(this.dataset.failed);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => (this.video.src = this.source), RETRY_MS * (1 + Math.random()));
  }

  // The stream answers, but nothing new comes.
  watch() {
    const wait = () => {
      clearTimeout(this.stalling);
      this.stalling = setTimeout(() => !this.failed && this.fail(this.dataset.stalled), STALL_MS);
    };
    this.video.addEventListener("waiting", wait);
    this.video.addEventListener("stalled", () => !this.video.paused && wait());
    this.video.addEventListener("playing", () => {
      clearTimeout(this.stalling);
      this.restore();
    });
  }

  fail(words) {
    this.failed = true;
    if (this.state && this.state.textContent !== words) this.state.textContent = words;
  }

  restore() {
    if (!this.failed) return;
    this.failed = false;
    if (!this.state) return;
    this.state.textContent = this.dataset.restored;
    setTimeout(() => !this.failed && (this.state.textContent = this.watching), 8000);
  }

  // Choices ------------------------------------------------------------------------------------------------------------

  buildBar() {
    if (!this.bar) return;
    this.speeds = this.addChoice(
      this.dataset.speed,
      SPEEDS.map((speed) => [speed, `${String(speed).replace(".", ",")} ×`]),
      (value) => (this.video.playbackRate = Number(value)),
    );
    this.speeds.value = "1";
    this.video.addEventListener("ratechange", () => (this.speeds.value = String(this.video.playbackRate)));
    this.sound = this.addButton(this.dataset.audio, () => this.toggleSound());
    this.sound.setAttribute("aria-pressed", "false");
    if (document.pictureInPictureEnabled) this.addButton(this.dataset.pip, () => this.togglePicture());
    if (this.dataset.live !== undefined) this.addButton(this.dataset.toLive, () => this.toLive());
  }

  addButton(words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "player-bar__button";
    button.textContent = words;
    button.addEventListener("click", act);
    this.bar.append(button);
    return button;
  }

  addChoice(words, options, act) {
    const label = document.createElement("label");
    label.className = "player-bar__choice";
    const name = document.createElement("span");
    name.textContent = words;
    const select = document.createElement("select");
    for (const [value, text] of options) select.append(new Option(text, value));
    select.addEventListener("change", () => act(select.value));
    label.append(name, select);
    this.bar.append(label);
    return select;
  }

  offerQuality() {
    const levels = this.hls.levels.map((level, index) => [index, level.height ? `${level.height}p` : `${index + 1}`]);
    this.qualities?.closest("label").remove();
    this.qualities = null;
    if (levels.length < 2 || !this.bar) return;
    const choose = (value) => (this.hls.currentLevel = Number(value)); // -1 lets hls.js choose
    this.qualities = this.addChoice(this.dataset.quality, [[-1, this.dataset.auto], ...levels.reverse()], choose);
  }

  // Sound alone: its own stream when there is one; otherwise the smallest picture, not shown.
  toggleSound() {
    this.soundOnly = !this.soundOnly;
    this.sound.setAttribute("aria-pressed", String(this.soundOnly));
    this.classList.toggle("sound-only", this.soundOnly);
    const { currentTime, paused } = this.video;
    if (this.dataset.audioSrc) {
      if (this.hls) this.hls.loadSource(this.source);
      else this.video.src = this.source;
      const back = () => {
        if (this.dataset.live === undefined) this.video.currentTime = currentTime;
        if (!paused) this.video.play().catch(() => {});
      };
      this.video.addEventListener("loadedmetadata", back, { once: true });
    } else if (this.hls) this.hls.currentLevel = this.soundOnly ? 0 : -1;
  }

  togglePicture() {
    const on = document.pictureInPictureElement;
    (on ? document.exitPictureInPicture() : this.video.requestPictureInPicture()).catch(() => {});
  }

  toLive() {
    const edge = this.hls?.liveSyncPosition ?? this.video.seekable.end(Math.max(0, this.video.seekable.length - 1));
    if (Number.isFinite(edge)) this.video.currentTime = edge;
    this.video.play().catch(() => {});
  }

  // Keys, while the picture itself has focus (WCAG 2.1.4) ----------------------------------------------------------------

  onKey(event) {
    if (event.target !== this.video || event.ctrlKey || event.metaKey || event.altKey) return;
    const { video } = this;
    const act = {
      " ": () => (video.paused ? video.play().catch(() => {}) : video.pause()),
      ArrowLeft: () => (video.currentTime = Math.max(0, video.currentTime - 10)),
      ArrowRight: () => (video.currentTime += 10),
      ArrowUp: () => (video.volume = Math.min(1, video.volume + 0.1)),
      ArrowDown: () => (video.volume = Math.max(0, video.volume - 0.1)),
      "<": () => this.changeSpeed(-1),
      ">": () => this.changeSpeed(1),
      m: () => (video.muted = !video.muted),
      c: () => this.toggleCaptions(),
      f: () => (document.fullscreenElement ? document.exitFullscreen() : video.requestFullscreen?.()),
      p: () => document.pictureInPictureEnabled && this.togglePicture(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  changeSpeed(way) {
    const at = SPEEDS.indexOf(this.video.playbackRate);
    this.video.playbackRate = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, (at < 0 ? 1 : at) + way))];
  }

  toggleCaptions() {
    const [track] = this.video.textTracks;
    if (track) track.mode = track.mode === "showing" ? "hidden" : "showing";
  }

  // Transcript and chapters ----------------------------------------------------------------------------------------------

  follow() {
    const { signal } = this.leaving;
    document.addEventListener("click", (event) => this.seek(event), { signal });
    const box = document.querySelector("[data-transcript]");
    const choice = document.querySelector("[data-transcript-follow]");
    if (choice) choice.hidden = false;
    const wants = choice?.querySelector("input");
    // Whoever scrolls or moves about in the transcript reads at their own pace.
    for (const name of ["wheel", "touchmove", "focusin"]) {
      box?.addEventListener(name, () => (wants.checked = false), { signal, passive: true });
    }
    const lines = [...document.querySelectorAll("[data-start]")];
    const chapters = [...this.querySelectorAll("[data-seek]")];
    this.video.addEventListener("timeupdate", () => {
      const now = this.video.currentTime;
      this.mark(lines.find((line) => now >= Number(line.dataset.start) && now < Number(line.dataset.end)), lines, (line) => {
        if (wants?.checked && box) box.scrollTop = line.offsetTop - box.offsetTop - box.clientHeight / 3;
      });
      this.mark(chapters.findLast((chapter) => now >= Number(chapter.dataset.seek)), chapters);
    });
  }

  mark(current, all, act) {
    if (!current || current.getAttribute("aria-current")) return;
    for (const other of all) other.removeAttribute("aria-current");
    current.setAttribute("aria-current", "true");
    act?.(current);
  }

  seek(event) {
    const link = event.target.closest("[data-seek]");
    if (!link || link.dataset.seek === "" || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.video.currentTime = Number(link.dataset.seek);
    this.video.play().catch(() => {}); // Refused without a gesture: the controls are there.
    history.replaceState(null, "", new URL(link.getAttribute("href"), location.href));
    this.scrollIntoView({ block: "nearest" });
  }
}

customElements.define("live-player", LivePlayer);
