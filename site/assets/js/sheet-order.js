// <sheet-order> around the list of works: moved by drag, or by the buttons up and down, without a new page.
// The numbers in the fields “Plads i rækkefølgen” follow; without JavaScript the buttons send the form.

class SheetOrder extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.list = this.querySelector("ol");
    this.told = document.createElement("p");
    this.told.className = "visually-hidden";
    this.told.role = "status";
    this.append(this.told);
    this.addEventListener("click", (event) => this.press(event));
    for (const item of this.list.children) this.prepare(item);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) if (node.dataset) this.prepare(node);
    }).observe(this.list, { childList: true });
  }

  prepare(item) {
    if (item.querySelector(".grip")) return;
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.title = this.dataset.grip;
    grip.setAttribute("aria-hidden", "true"); // The buttons beside it do the same, by keyboard as well.
    item.querySelector(".sheet__moves").prepend(grip);
    grip.addEventListener("pointerdown", (event) => this.drag(event, item));
  }

  press(event) {
    const button = event.target.closest("button[name=up], button[name=down]");
    if (!button) return;
    event.preventDefault();
    const item = button.closest("li");
    const other = button.name === "up" ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (button.name === "up") other.before(item);
    else other.after(item);
    button.focus();
    this.settle(item);
  }

  drag(event, item) {
    event.preventDefault();
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    item.classList.add("is-moving");
    const move = ({ clientY }) => {
      for (const other of this.list.children) {
        if (other === item) continue;
        const { top, height } = other.getBoundingClientRect();
        const isBelow = item.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (isBelow && clientY > top + height / 2) other.after(item);
        else if (!isBelow && clientY < top + height / 2) {
          other.before(item);
          break;
        }
      }
    };
    const end = () => {
      grip.removeEventListener("pointermove", move);
      item.classList.remove("is-moving");
      this.settle(item);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("lostpointercapture", end, { once: true });
  }

  settle(item) {
    const items = [...this.list.children];
    items.forEach((each, at) => {
      const field = each.querySelector("[name$='-position']");
      if (field) field.value = at + 1;
    });
    const title = item.querySelector("[name$='-title']").value;
    this.told.textContent = this.dataset.moved.replace("{title}", title).replace("{n}", items.indexOf(item) + 1);
    this.closest("form").dispatchEvent(new CustomEvent("saved-elsewhere"));
  }
}

customElements.define("sheet-order", SheetOrder);
