// Follows a dialogue: new turns and stars appear by themselves, and a star needs no new page. Without it every button is
// a plain form, and the page loads again by itself.
(() => {
  "use strict";
  const box = document.querySelector("[data-dialogue]");
  if (!box) return;
  const EVERY = 2000, PATIENCE = 8000;
  let held = 0, sending = 0, due = 0;
  const list = () => box.querySelector("[data-turns]");
  const within = (url, options) => {
    const stop = new AbortController(), clock = setTimeout(() => stop.abort(), PATIENCE);
    return fetch(url, Object.assign({ credentials: "same-origin", signal: stop.signal }, options)).finally(() => clearTimeout(clock));
  };
  // While a finger is down the list stays as it is: a button swapped under it would swallow the press.
  box.addEventListener("pointerdown", () => { held = Date.now() + 1200; });
  addEventListener("pointerup", () => { held = Date.now() + 300; });

  function put(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-turns]"), old = list();
    if (!fresh || !old) return;
    const open = old.querySelector("details[open]"), twin = fresh.querySelector("details");
    if (open && twin) twin.open = true;
    const known = new Set([...old.querySelectorAll("li[id]")].map((turn) => turn.id));
    for (const turn of fresh.querySelectorAll("li[id]")) if (!known.has(turn.id)) turn.classList.add("new");
    old.replaceWith(fresh);
  }
  const look = (since) => within(box.dataset.dialogue + "&since=" + since).then((reply) => (reply.status === 200 ? reply.text().then(put) : null));
  function follow() {
    clearTimeout(due);
    due = setTimeout(follow, EVERY * (0.8 + 0.4 * Math.random()));
    if (document.hidden || sending || Date.now() < held) return;
    look(list().dataset.turns).catch(() => {});
  }
  // One key for all attempts: however often it arrives, it is one star.
  function send(form, data, pause) {
    within(form.getAttribute("action"), { method: "POST", body: data, headers: { Accept: "application/json" } }).then((reply) => {
      if (reply.status >= 500) throw new Error("server");
      if (!reply.ok) { location.reload(); return null; }
      return look(0);
    }).then(() => { sending -= 1; }).catch(() => { setTimeout(() => send(form, data, Math.min(pause * 2, 8000)), pause); });
  }
  box.addEventListener("submit", (event) => {
    const button = event.submitter, form = event.target;
    if (!button || !button.name || !form.hasAttribute("data-turns")) return;
    event.preventDefault();
    if (button.disabled) return;
    const data = new URLSearchParams(new FormData(form));
    data.set(button.name, button.value);
    button.disabled = true; sending += 1;
    send(form, data, 700);
  });
  // The facilitator has no seat to keep a draft under: what is half typed stays in the tab until it has been added.
  const form = document.querySelector("form.say"), words = form && form.elements.text;
  if (words && form.elements.act.value === "say") {
    const NOTE = ["mengya.say", location.pathname, form.elements.question.value, form.elements.table.value].join(" ");
    const told = new URLSearchParams(location.search).get("told");
    try {
      if (told === "done" || told === "already") sessionStorage.removeItem(NOTE);
      if (!words.value) words.value = sessionStorage.getItem(NOTE) || "";
      words.addEventListener("input", () => sessionStorage.setItem(NOTE, words.value));
    } catch (_) { /* forbidden: the page works without */ }
  }
  due = setTimeout(follow, EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) follow(); });
})();
