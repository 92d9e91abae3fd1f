// Keeps the remote up to date, and carries a press through bad Wi-Fi. Without it every button is a plain form.
(() => {
  "use strict";
  const body = document.body, EVERY = 1500, PATIENCE = 8000;
  // A second tap of the same finger must not meet the button that has taken the first one's place.
  const QUIET = 700;
  let held = 0, sending = 0, failing = false, quiet = 0, pressed = 0;
  const main = () => document.querySelector("main");

  // While a finger is down the page stays as it is: a button swapped under it would swallow the press.
  const hold = () => { held = Date.now() + 1200; if (Date.now() < quiet) tooQuick(); };
  const free = () => { held = Date.now() + 350; };
  addEventListener("pointerdown", hold, true); addEventListener("keydown", hold, true);
  addEventListener("pointerup", free, true); addEventListener("pointercancel", free, true);

  const offline = (on) => { failing = on; const line = document.querySelector("[data-offline]"); if (line) line.hidden = !on; };
  const within = (url, options) => {
    const stop = new AbortController(), clock = setTimeout(() => stop.abort(), PATIENCE);
    return fetch(url, Object.assign({ credentials: "same-origin", signal: stop.signal }, options))
      .finally(() => clearTimeout(clock));
  };

  function tooQuick() {
    const line = document.querySelector("[data-told]");
    if (line && line.dataset.quick) { line.textContent = line.dataset.quick; line.className = "told nothing"; }
  }
  function still(ms) {
    quiet = Math.max(quiet, Date.now() + ms);
    for (const button of document.querySelectorAll("button[data-press]")) button.disabled = true;
    setTimeout(() => {
      if (Date.now() >= quiet - 5 && !sending) for (const button of document.querySelectorAll("button[data-press]")) button.disabled = false;
    }, ms + 10);
  }
  function put(html, keepTold, sent) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    const old = main(), later = [];
    if (!fresh || !old) { location.reload(); return; }
    for (const part of old.querySelectorAll("details[data-keep]")) {
      const twin = fresh.querySelector(`details[data-keep="${part.dataset.keep}"]`);
      if (twin) twin.open = part.open;
    }
    // Words half written, and the place in them, outlive a fresh page; only the press that sent them clears them.
    for (const field of old.querySelectorAll("[data-typed]")) {
      const twin = fresh.querySelector(`[data-typed="${field.dataset.typed}"]`);
      if (!twin || field.dataset.typed === sent) continue;
      twin.value = field.value;
      if (field === document.activeElement) later.push(() => { twin.focus(); twin.setSelectionRange(field.selectionStart, field.selectionEnd); });
    }
    if (keepTold) {
      const said = old.querySelector("[data-told]"), line = fresh.querySelector("[data-told]");
      const mine = !fresh.querySelector(".hands");
      if (said && line && !line.textContent && mine && Date.now() - pressed < 8000) { line.textContent = said.textContent; line.className = said.className; }
    }
    old.replaceWith(fresh);
    for (const act of later) act();
    if (Date.now() < quiet) still(quiet - Date.now());
    if (failing) offline(true);
  }

  function follow() {
    setTimeout(follow, EVERY);
    if (sending || Date.now() < held || document.hidden) return;
    const since = main().dataset.since;
    within(body.dataset.tick + "&since=" + encodeURIComponent(since)).then((reply) => {
      offline(false);
      if (reply.status === 204) { if (Date.now() - drawn > 10000) refresh(); return; }
      if (reply.status === 401) { location.assign("/login?next=/r"); return; }
      if (reply.ok) refresh();
    }).catch(() => offline(true));
  }
  let drawn = Date.now();
  function refresh() {
    return within(body.dataset.page).then((reply) => reply.ok ? reply.text() : null).then((html) => {
      if (html && !sending && Date.now() >= held) { put(html, true); drawn = Date.now(); }
    }).catch(() => offline(true));
  }

  // One key for all attempts: however often it arrives, it is one event.
  function send(form, data, pause) {
    let url = location.href;
    within("/r/act", { method: "POST", body: data }).then((reply) => {
      if (reply.status >= 500) throw new Error("server");
      if (new URL(reply.url).pathname !== location.pathname) { location.assign(reply.url); return null; }
      url = reply.url;
      return reply.text();
    }).then((html) => {
      sending -= 1; form.classList.remove("busy"); offline(false);
      quiet = Math.max(quiet, Date.now() + QUIET);
      const noted = html !== null && new URL(url).searchParams.get("told") !== "nothing";
      if (html !== null && !sending) { put(html, false, noted ? data.get("act") : ""); drawn = Date.now(); } else still(QUIET);
    }).catch(() => {
      offline(true);
      setTimeout(() => send(form, data, Math.min(pause * 2, 8000)), pause);
    });
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("action") !== "/r/act") return;
    const chosen = event.submitter;
    if (!chosen && form.querySelector("button[name]")) return;  // an older browser posts the form by itself
    event.preventDefault();
    if (form.classList.contains("busy")) return;
    if (Date.now() < quiet || sending) { tooQuick(); return; }
    sending += 1; pressed = Date.now(); form.classList.add("busy");
    const data = new URLSearchParams(new FormData(form));
    if (chosen && chosen.name) data.set(chosen.name, chosen.value);
    still(QUIET);
    send(form, data, 700);
  });
  setTimeout(follow, EVERY);
  addEventListener("online", () => refresh());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
})();
