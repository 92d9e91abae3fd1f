// Keeps the wall up to date; when the server cannot be reached the picture stays, with the time it was made.
(() => {
  "use strict";
  const body = document.body, EVERY = 900, PATIENCE = 6000;
  let since = body.dataset.since, seen = new Date(), misses = 0;
  // The projector's machine may have any clock: the time that is left is the server's.
  let ahead = Number(body.dataset.now) - Date.now();
  const note = document.querySelector("[data-asof]");
  const clock = (time) => String(time.getHours()).padStart(2, "0") + ":" + String(time.getMinutes()).padStart(2, "0");
  const within = (url) => {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE);
    return fetch(url, { signal: stop.signal }).finally(() => clearTimeout(timer));
  };
  function put(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const main = fresh.querySelector("main");
    if (main) document.querySelector("main").replaceWith(main);
    since = fresh.body.dataset.since || since;
    if (fresh.body.dataset.now) ahead = Number(fresh.body.dataset.now) - Date.now();
    tell();
  }
  function follow() {
    within(body.dataset.tick + "?since=" + encodeURIComponent(since)).then((reply) => {
      if (reply.status !== 204 && !reply.ok && reply.status !== 404 && reply.status !== 410) throw new Error("server");
      seen = new Date(); misses = 0; if (note) note.hidden = true;
      if (reply.status !== 204) return within(location.pathname + location.search).then((page) => page.text()).then(put);
    }).catch(() => {
      misses += 1;
      if (note && misses > 2) { note.textContent = note.dataset.asof.replace("{time}", clock(seen)); note.hidden = false; }
    }).then(() => setTimeout(follow, EVERY));
  }
  // The timer counts on by itself between two changes.
  function tell() {
    for (const part of document.querySelectorAll("[data-ends]")) {
      const left = Math.round((Number(part.dataset.ends) - Date.now() - ahead) / 1000), over = left < 0, all = Math.abs(left);
      const text = (over ? "+" : "") + Math.floor(all / 60) + ":" + String(all % 60).padStart(2, "0");
      if (part.textContent !== text) part.textContent = text;
      part.setAttribute("fill", over ? "#9c2a1c" : "#2c6b3f");
    }
  }
  setInterval(tell, 500); tell();
  if (body.dataset.tick) setTimeout(follow, EVERY);
})();
