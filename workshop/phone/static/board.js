// Moves cards by dragging, and follows what others at the board do. Ticking and tapping work without it.
(() => {
  "use strict";
  const region = document.querySelector("[data-follow]");
  if (!region) return;
  const message = document.querySelector("[data-message]");
  let busy = false, drag = null;

  const board = () => region.querySelector("[data-board]");
  const form = () => region.querySelector("form[data-piles]");
  const typing = () => {
    const own = form();
    return own && [...own.elements].some((field) => (field.type === "checkbox" && field.checked) || (field.name === "new" && field.value)
      || (field.name.startsWith("name.") && (field === document.activeElement || field.value !== field.defaultValue)));
  };
  const complain = (text) => { if (message) { message.textContent = text || ""; message.hidden = !text; } };

  // The page again, of which only the board is put in the place of the old one.
  function renew() {
    return fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } }).then((reply) => reply.text()).then((text) => {
      const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-follow]");
      if (!fresh) { location.reload(); return; }
      region.replaceChildren(...fresh.childNodes);
      ready();
    });
  }

  function look() {
    if (busy || drag || document.hidden || !board()) return;
    fetch(region.dataset.follow + "&since=" + encodeURIComponent(board().dataset.mark), { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then((reply) => {
        if (reply.status !== 200 || busy || drag) return;
        if (!typing()) { renew(); return; }
        if (region.querySelector(".changed")) return;
        const button = document.createElement("button");
        button.type = "button"; button.className = "changed"; button.textContent = region.dataset.changed;
        button.addEventListener("click", renew);
        region.prepend(button);
      }).catch(() => {});
  }

  function send(extra) {
    const own = form(), data = new URLSearchParams(new FormData(own));
    data.delete("card");
    for (const [name, value] of extra) data.append(name, value);
    busy = true;
    const attempt = (left) => fetch(own.action, {
      method: "POST", body: data.toString(), credentials: "same-origin",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
    }).then((reply) => {
      if (reply.status >= 500 && left) throw new Error("server");
      return reply.ok ? complain("") : reply.json().then((json) => complain(json.message));
    }).catch((error) => { if (!left) throw error; return new Promise((go) => setTimeout(go, 1200)).then(() => attempt(left - 1)); });
    // One key for all attempts: however often it arrives, it is one act.
    return attempt(4).then(renew).catch(() => { HTMLFormElement.prototype.submit.call(own); }).finally(() => { busy = false; });
  }

  function lift(event) {
    const grip = event.target.closest("[data-grip]");
    if (!grip || busy || (event.button && event.button !== 0)) return;
    event.preventDefault();
    const slip = grip.closest("[data-card]"), box = slip.getBoundingClientRect();
    const ghost = slip.cloneNode(true);
    ghost.classList.add("lifted"); ghost.style.width = box.width + "px";
    document.body.append(ghost); slip.classList.add("gone");
    drag = { slip, ghost, x: event.clientX - box.left, y: event.clientY - box.top, over: null };
    move(event);
  }
  function move(event) {
    if (!drag) return;
    drag.ghost.style.left = event.clientX - drag.x + "px"; drag.ghost.style.top = event.clientY - drag.y + "px";
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const target = under && (under.closest("[data-pile]") || under.closest(".targets button[name=to]"));
    if (target !== drag.over) { drag.over && drag.over.classList.remove("over"); target && target.classList.add("over"); drag.over = target; }
    const edge = 60;
    if (event.clientY < edge) scrollBy(0, -14); else if (event.clientY > innerHeight - edge) scrollBy(0, 14);
  }
  function drop() {
    if (!drag) return;
    const { slip, ghost, over } = drag;
    drag = null; ghost.remove(); slip.classList.remove("gone");
    if (!over) return;
    over.classList.remove("over");
    const to = over.dataset.pile || over.value;
    if (to && over !== slip.closest("[data-pile]")) send([["card", slip.dataset.card], ["to", to]]);
  }
  const stop = () => { if (drag) { drag.ghost.remove(); drag.slip.classList.remove("gone"); drag.over && drag.over.classList.remove("over"); drag = null; } };

  function ready() {
    for (const grip of region.querySelectorAll("[data-grip]")) grip.hidden = false;
  }
  region.addEventListener("pointerdown", lift);
  addEventListener("pointermove", move);
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", stop);
  // A grip stands in the card's label: letting it go must not tick the card.
  region.addEventListener("click", (event) => { if (event.target.closest("[data-grip]")) event.preventDefault(); });
  // A name is kept as soon as its field is left.
  region.addEventListener("change", (event) => {
    if (event.target.name && event.target.name.startsWith("name.") && !busy) send([["to", ""]]);
  });
  ready();
  setInterval(look, 1500);
})();
