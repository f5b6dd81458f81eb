// <own-parts data-src="/deltag/livestream/7/mit/"> on a page that is the same for everybody: puts in what is the visitor's own,
// each [data-own="…"] in the place of the one with its name, and lets them vote. Only somebody with a session has any, and
// the site says so with the page (home/door.py). When there are very many, it says when to return.

const WAIT = 10; // seconds until a site that is away is asked again
const TRIES = 20;

class OwnParts extends HTMLElement {
  connectedCallback() {
    const [page] = performance.getEntriesByType("navigation");
    const told = page?.serverTiming; // A browser that can't tell asks.
    if (!told || told.some((line) => ["own", "kept"].includes(line.name))) this.ask(TRIES);
    // Back from the browser's memory: it may be somebody else's browser by now.
    addEventListener("pageshow", (event) => event.persisted && this.filled && location.reload());
  }

  async ask(tries) {
    let wait = WAIT;
    try {
      const answer = await fetch(this.dataset.src);
      if (answer.ok) return this.fill(await answer.text());
      if (answer.status < 500 && answer.status !== 429) return;
      wait = Number(answer.headers.get("Retry-After")) || WAIT;
    } catch {
      // Away: asked again below.
    }
    if (tries > 1) setTimeout(() => this.ask(tries - 1), (1 + Math.random()) * wait * 1000);
  }

  fill(text) {
    const made = document.createElement("template");
    made.innerHTML = text;
    for (const fresh of [...made.content.children]) {
      const place = document.querySelector(`[data-own="${fresh.dataset.own}"]`);
      if (!place) continue;
      const hadFocus = place.contains(document.activeElement);
      place.replaceWith(fresh);
      if (hadFocus) fresh.querySelector("a, summary, button")?.focus();
      if (fresh.dataset.own === "pattern") this.votes(fresh);
    }
    this.filled = true;
  }

  // Where a visitor finds a link that leads to signing in, there is a button now; nothing on one's own question.
  votes({ content, dataset }) {
    const form = content.querySelector("form[data-vote]");
    const [voted, asked] = [dataset.voted, dataset.asked].map((pks) => new Set(pks?.split(" ")));
    for (const link of form ? document.querySelectorAll("[data-question] a[data-vote]") : []) {
      const pk = link.closest("[data-question]").dataset.question;
      const made = asked.has(pk) ? document.createElement("p") : form.cloneNode(true);
      const inside = made.querySelector("button") ?? made;
      if (inside === made) made.className = "vote vote--own";
      else made.action = link.href;
      inside.replaceChildren(...link.childNodes);
      if (voted.has(pk)) {
        inside.value = "0";
        inside.setAttribute("aria-pressed", "true");
      }
      link.replaceWith(made);
    }
  }
}

customElements.define("own-parts", OwnParts);
