// A longer form is kept on the server while it is written; its buttons work without this.
(() => {
  "use strict";
  const form = document.querySelector("[data-keep]"), state = document.querySelector("[data-state]");
  if (!form) return;
  let written = 0, kept = 0, due = 0, wait = 1200, gone = false;
  const say = (name) => { if (state) { state.hidden = false; state.className = "state " + name; state.textContent = state.dataset[name]; } };
  const later = (ms) => { clearTimeout(due); due = setTimeout(keep, ms); };

  function keep(leaving) {
    if (gone || kept === written) return;
    const mark = written, data = new URLSearchParams(new FormData(form));
    data.set("go", "keep");
    fetch(form.getAttribute("action"), {
      method: "POST", body: data.toString(), keepalive: leaving === true, credentials: "same-origin",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
    }).then((reply) => {
      if (reply.status >= 500) throw new Error("server");
      kept = mark; wait = 1200;
      say(reply.ok && kept === written ? "saved" : "unsaved");
      if (kept !== written) later(wait);
    }).catch(() => { say("waiting"); wait = Math.min(wait * 2, 15000); later(wait); });
  }

  form.addEventListener("input", () => { written += 1; say("unsaved"); later(wait); });
  form.addEventListener("submit", () => { gone = true; clearTimeout(due); });
  addEventListener("pagehide", () => keep(true));
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(true); });
  addEventListener("online", () => keep());
})();
