// A longer form is kept on the server while it is written, and on the phone while there is no way there.
// Its buttons work without this.
(() => {
  "use strict";
  const form = document.querySelector("[data-keep]"), state = document.querySelector("[data-state]");
  if (!form) return;
  // The phone's own notes are cleared by this beginning when somebody leaves.
  const NOTE = "mengya." + document.body.dataset.seat + ".keep." + form.elements.case.value;
  let written = 0, kept = 0, due = 0, wait = 1200, busy = false, gone = false;
  const say = (name) => { if (state) { state.hidden = false; state.className = "state " + name; state.textContent = state.dataset[name]; } };
  const later = (ms) => { clearTimeout(due); due = setTimeout(keep, ms); };
  const read = () => new URLSearchParams(new FormData(form)).toString();
  const note = {
    put() { try { localStorage.setItem(NOTE, JSON.stringify({ data: read(), send: false })); } catch (_) { /* full or forbidden: the server has it */ } },
    take() { try { return JSON.parse(localStorage.getItem(NOTE)); } catch (_) { return null; } },
    drop() { try { localStorage.removeItem(NOTE); } catch (_) { /* nothing to drop */ } },
  };

  // One at a time, so that an older text never arrives after a newer one; whoever leaves the page cannot wait.
  function keep(leaving) {
    if (gone || kept === written || (busy && leaving !== true)) return;
    const mark = written;
    clearTimeout(due); busy = true;
    fetch(form.getAttribute("action"), {
      method: "POST", body: read() + "&go=keep", keepalive: leaving === true, credentials: "same-origin", redirect: "manual",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
    }).then((reply) => {
      busy = false;
      if (reply.status >= 500) throw new Error("server");
      if (reply.type === "opaqueredirect") { gone = true; note.drop(); location.reload(); return; } // handed in meanwhile
      kept = mark; wait = 1200;
      if (reply.status !== 204) { say("unsaved"); return; }
      if (kept === written) { note.drop(); say("saved"); } else later(100);
    }).catch(() => { busy = false; if (gone) return; say("waiting"); later(wait); wait = Math.min(wait * 2, 15000); });
  }

  function changed() { written += 1; note.put(); say("unsaved"); later(wait); }

  function restore(data) {
    const values = new URLSearchParams(data);
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || field.tagName === "BUTTON") continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.getAll(field.name).includes(field.value);
      else if (values.has(field.name)) field.value = values.get(field.name);
    }
    changed();
  }

  const old = note.take();
  if (old && old.data !== read()) restore(old.data); else if (old) note.drop();
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    if (gone) { event.preventDefault(); return; }
    gone = true; clearTimeout(due); note.put();
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  addEventListener("pagehide", () => keep(true));
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(true); });
  addEventListener("online", () => keep());
})();
