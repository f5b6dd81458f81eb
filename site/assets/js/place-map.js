// <place-map>: shows the places of its list on a map. The library (Leaflet) is fetched when the map comes near the screen, or
// when the reader asks for it where the tiles are somebody else's (data-asks). Without tiles the places stand on an empty ground,
// which tells something of two or more of them.

class PlaceMap extends HTMLElement {
  connectedCallback() {
    this.ask = this.querySelector(".map__ask");
    this.ground = this.querySelector(".map__ground");
    if ("asks" in this.dataset) {
      this.ask.hidden = false;
      this.ask.querySelector("button").addEventListener("click", () => this.draw(true), { once: true });
      return;
    }
    if (!this.dataset.tiles && this.querySelectorAll("[data-latitude]").length < 2) return;
    this.ground.hidden = false;
    const near = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      this.draw(false);
    }, { rootMargin: "300px" });
    near.observe(this.ground);
  }

  async draw(asked) {
    const sheet = document.createElement("link");
    Object.assign(sheet, { rel: "stylesheet", href: this.dataset.sheet });
    document.head.append(sheet);
    try {
      await import(this.dataset.library); // puts itself at window.L
    } catch {
      this.ground.hidden = true; // The list is there.
      return;
    }
    this.ask.hidden = true;
    this.ground.hidden = false;
    this.show(window.L);
    if (asked) this.ground.focus();
  }

  show(L) {
    const { tiles, attribution, zoomIn, zoomOut, label } = this.dataset;
    this.ground.setAttribute("aria-label", label);
    this.ground.setAttribute("role", "region");
    const map = L.map(this.ground, { zoomControl: false, scrollWheelZoom: false, attributionControl: Boolean(tiles) });
    map.attributionControl?.setPrefix(false);
    L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    if (tiles) L.tileLayer(tiles, { attribution, maxZoom: 19 }).addTo(map);
    const points = [...this.querySelectorAll("[data-latitude]")].map((item, index) => {
      const point = [Number(item.dataset.latitude), Number(item.dataset.longitude)];
      const name = item.querySelector(".map__name").textContent;
      const icon = L.divIcon({ className: "map__pin", html: String(index + 1), iconSize: [44, 44] });
      const shown = item.querySelector("div").cloneNode(true);
      L.marker(point, { icon, title: name, alt: name, keyboard: true }).addTo(map).bindPopup(shown);
      return point;
    });
    map.fitBounds(points, { padding: [44, 44], maxZoom: 15 });
  }
}

customElements.define("place-map", PlaceMap);
