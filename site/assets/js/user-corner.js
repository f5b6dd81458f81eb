// <user-corner data-src="/konto/hjoerne/"> holds the visitor's corner as the server wrote it. It is asked for anew when the
// page may be older than the sign-in: it came back from the browser's memory, or it is the last copy of a page, shown while
// the site was away. Where such a page has <own-parts>, they bring the corner.

const WAIT = 30_000; // milliseconds until a site that is away is asked again
const TRIES = 20;

class UserCorner extends HTMLElement {
  connectedCallback() {
    this.show = this.show.bind(this);
    window.addEventListener("pageshow", this.show);
    const [page] = performance.getEntriesByType("navigation");
    const isOld = page?.serverTiming?.some((line) => line.name === "kept");
    if (isOld && !document.querySelector("own-parts")) this.fill(TRIES);
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this.show);
    clearTimeout(this.timer);
  }

  show(event) {
    if (event.persisted) this.fill(1);
  }

  async fill(tries) {
    try {
      const answer = await fetch(`${this.dataset.src}?fra=${encodeURIComponent(location.pathname)}`);
      if (!answer.ok) throw new Error(answer.status);
      const made = document.createElement("template");
      made.innerHTML = await answer.text();
      this.replaceChildren(made.content);
    } catch {
      if (tries > 1) this.timer = setTimeout(() => this.fill(tries - 1), WAIT);
    }
  }
}

customElements.define("user-corner", UserCorner);
