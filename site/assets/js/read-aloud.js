// <read-aloud data-play="Læs op" data-pause="Pause" data-resume="Fortsæt" data-stop="Stop" hidden> inside an <article>: the
// browser's own voice reads the article a sentence at a time. The sentence is marked, and its paragraph too. Without a
// voice for the page's language there is no button.

const READ = "h1, h2, h3, p, li, blockquote, figcaption, dt, dd";
const LEFT_OUT = "nav, form, button, [hidden], .visually-hidden, read-aloud, .no-print";
const SENTENCE = "read-aloud";

class ReadAloud extends HTMLElement {
  connectedCallback() {
    if (!("speechSynthesis" in window)) return;
    this.language = document.documentElement.lang;
    this.offer = this.offer.bind(this);
    this.stop = this.stop.bind(this);
    speechSynthesis.addEventListener("voiceschanged", this.offer);
    window.addEventListener("pagehide", this.stop);
    this.offer();
  }

  disconnectedCallback() {
    speechSynthesis?.removeEventListener("voiceschanged", this.offer);
    window.removeEventListener("pagehide", this.stop);
    this.stop();
  }

  offer() {
    this.voice = speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(this.language));
    if (!this.voice || this.main) return;
    this.main = this.button(this.dataset.play, () => this.toggle());
    this.end = this.button(this.dataset.stop, () => {
      this.stop();
      this.main.focus();
    });
    this.end.hidden = true;
    this.append(this.main, this.end);
    this.hidden = false;
  }

  button(words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--secondary";
    button.textContent = words;
    button.addEventListener("click", act);
    return button;
  }

  toggle() {
    if (!this.sentences) this.begin();
    else if (speechSynthesis.paused) {
      speechSynthesis.resume();
      this.main.textContent = this.dataset.pause;
    } else {
      speechSynthesis.pause();
      this.main.textContent = this.dataset.resume;
    }
  }

  begin() {
    this.sentences = this.found();
    this.main.textContent = this.dataset.pause;
    this.end.hidden = false;
    this.next();
  }

  // What is read, in order: [paragraph, range of a sentence].
  found() {
    const article = this.closest("article") ?? document.querySelector("main");
    const blocks = [...article.querySelectorAll(READ)].filter(
      (block) => !block.closest(LEFT_OUT) && !block.querySelector(READ) && block.checkVisibility(),
    );
    return blocks.flatMap((block) => this.split(block).map((range) => [block, range]));
  }

  split(block) {
    const pieces = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.parentElement.closest(LEFT_OUT)) pieces.push([node, node.data]);
    }
    const text = pieces.map(([, data]) => data).join("");
    const ends = [...text.matchAll(/[^.!?:]+(?:[.!?:]+(?=\s|$)|$|[.!?:])/gu)];
    return ends.filter(([words]) => words.trim()).map((found) => {
      const range = document.createRange();
      range.setStart(...this.at(pieces, found.index));
      range.setEnd(...this.at(pieces, found.index + found[0].length));
      return range;
    });
  }

  at(pieces, offset) {
    let left = offset;
    for (const [node, data] of pieces) {
      if (left <= data.length) return [node, left];
      left -= data.length;
    }
    const [node, data] = pieces.at(-1);
    return [node, data.length];
  }

  next() {
    this.unmark();
    const sentence = this.sentences?.shift();
    if (!sentence) {
      this.stop();
      return;
    }
    const [block, range] = sentence;
    this.mark(block, range);
    const spoken = new SpeechSynthesisUtterance(range.toString().replace(/\s+/g, " ").trim());
    spoken.lang = this.language;
    spoken.voice = this.voice;
    spoken.addEventListener("end", () => {
      if (this.spoken === spoken) this.next();
    });
    this.spoken = spoken;
    speechSynthesis.speak(spoken);
  }

  mark(block, range) {
    this.marked = block;
    block.classList.add("is-read");
    if (window.Highlight) CSS.highlights.set(SENTENCE, new Highlight(range));
    const { top, bottom } = range.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) block.scrollIntoView({ block: "center" });
  }

  unmark() {
    this.marked?.classList.remove("is-read");
    if (window.Highlight) CSS.highlights.delete(SENTENCE);
  }

  stop() {
    if (!this.sentences) return;
    this.sentences = null;
    this.spoken = null;
    speechSynthesis.cancel();
    this.unmark();
    this.main.textContent = this.dataset.play;
    this.end.hidden = true;
  }
}

customElements.define("read-aloud", ReadAloud);
