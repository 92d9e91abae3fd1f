// Keeps what is typed, sends answers through bad Wi-Fi, follows the facilitator. Everything works without it.
(() => {
  "use strict";
  const body = document.body, form = document.querySelector("[data-answer]");
  const state = document.querySelector("[data-state]"), complaint = document.querySelector("[data-message]");
  const PREFIX = "mengya.", PATIENCE = 12000;
  let typed = false, dirty = 0, kept = 0, busy = false, sending = false, timer = 0, wait = 1000;

  // A bridge for the moments when the server cannot be reached; emptied as soon as it has been.
  const bridge = {
    put(name, value) { try { localStorage.setItem(PREFIX + name, JSON.stringify(value)); } catch (_) { /* full or forbidden: the server has the draft */ } },
    take(name) { try { return JSON.parse(localStorage.getItem(PREFIX + name)); } catch (_) { return null; } },
    drop(name) { try { localStorage.removeItem(PREFIX + name); } catch (_) { /* nothing to drop */ } },
    names() { try { return Object.keys(localStorage).filter((n) => n.startsWith(PREFIX)).map((n) => n.slice(PREFIX.length)); } catch (_) { return []; } },
  };
  if (body.hasAttribute("data-forget")) {
    bridge.names().filter((n) => !body.dataset.forget.split(" ").includes(n.split(".")[0])).forEach(bridge.drop);
    return;
  }

  const post = (url, data, keepalive) => {
    const stop = typeof AbortController === "function" ? new AbortController() : null;
    const clock = setTimeout(() => stop && stop.abort(), PATIENCE);
    const call = fetch(url, {
      method: "POST", body: data, keepalive, credentials: "same-origin", signal: stop ? stop.signal : undefined,
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
    });
    return call.then((reply) => { clearTimeout(clock); return reply; }, (error) => { clearTimeout(clock); throw error; });
  };
  const say = (name) => {
    if (!state) return;
    state.hidden = false; state.className = "state " + name; state.textContent = state.dataset[name];
  };
  const complain = (text) => {
    if (!complaint) return;
    complaint.textContent = text || ""; complaint.hidden = !text;
    if (text) complaint.scrollIntoView({ block: "center" });
  };
  const words = (reply) => reply.json().then((json) => json, () => ({}));
  const read = () => new URLSearchParams(new FormData(form)).toString();
  // A question's form, or another with an address of its own.
  const name = (form) => (form.elements.question ? form.elements.step.value + "." + form.elements.question.value : form.elements.promise.value);
  const place = () => body.dataset.seat + "." + name(form);
  const to = form ? form.getAttribute("action") : "/s", drafts = (form && form.dataset.drafts) || "/s/draft";

  function later(ms) { clearTimeout(timer); timer = setTimeout(save, ms); }

  function save(leaving) {
    if (sending || kept === dirty || (busy && leaving !== true)) return;
    const mark = dirty, name = place(), data = read();
    clearTimeout(timer); busy = true;
    if (leaving !== true) say("saving");
    post(drafts, data, leaving === true).then((reply) => {
      busy = false;
      if (reply.status === 204 || reply.status === 409) {
        kept = mark; wait = 1000;
        if (kept === dirty) { bridge.drop(name); complain(""); say("saved"); } else later(100);
      } else if (reply.status < 500) {
        kept = mark; say("unsaved"); words(reply).then((json) => complain(json.message));
      } else throw new Error("server");
    }).catch(() => { busy = false; if (sending) return; say("waiting"); later(wait); wait = Math.min(wait * 2, 15000); });
  }

  function changed() {
    typed = true; dirty += 1;
    say("unsaved");
    bridge.put(place(), { data: read(), send: false });
    later(600);
  }

  // The first thing chosen weighs most until another is marked.
  function lead(box) {
    const firsts = [...form.elements].filter((field) => field.name === "first");
    const own = firsts.find((field) => field.value === box.value);
    if (box.name !== "chosen" || !own) return;
    if (!box.checked) own.checked = false; else if (!firsts.some((field) => field.checked)) own.checked = true;
  }

  function freeze(on) {
    form.classList.toggle("busy", on);
    for (const field of form.elements) field.disabled = on;
  }

  // One key for all attempts: however often it arrives, it is one answer.
  function deliver(name, data, pause) {
    post(to, data).then((reply) => {
      if (reply.status === 200) return words(reply).then((json) => { bridge.drop(name); location.assign(json.next || "/s"); });
      if (reply.status >= 500) throw new Error("server");
      return words(reply).then((json) => {
        sending = false; freeze(false);
        bridge.put(name, { data, send: false });
        if (reply.status !== 422) { HTMLFormElement.prototype.submit.call(form); return; }
        if (json.kept) { kept = dirty; bridge.drop(name); }
        say(json.kept ? "saved" : "unsaved"); complain(json.message);
      });
    }).catch(() => {
      say("waiting");
      retry = () => { clearTimeout(timer); retry = null; say("sending"); deliver(name, data, Math.min(pause * 2, 15000)); };
      timer = setTimeout(() => retry && retry(), pause);
    });
  }
  let retry = null;

  function restore(old) {
    const values = new URLSearchParams(old.data), own = new Set(["step", "question", "promise", "key", "then"]);
    document.dispatchEvent(new CustomEvent("mengya:rows", { detail: values }));
    for (const field of form.elements) {
      if (!field.name || own.has(field.name) || field.tagName === "BUTTON") continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.getAll(field.name).includes(field.value);
    }
    for (const name of new Set(values.keys())) {
      if (own.has(name)) continue;
      const texts = values.getAll(name);
      [...form.elements].filter((f) => f.name === name && f.type !== "radio" && f.type !== "checkbox").forEach((f, i) => { f.value = texts[i] || ""; });
    }
    changed();
    document.dispatchEvent(new CustomEvent("mengya:restored"));
  }

  // Answers that were on their way when the page went: sent now, with the key they had.
  function flush() {
    for (const name of bridge.names()) {
      const old = bridge.take(name);
      if (!old || !old.send || !body.dataset.seat || !name.startsWith(body.dataset.seat + ".")) continue;
      post(old.to || "/s", old.data).then((reply) => {
        if (reply.status >= 500 || reply.status === 401) return;
        bridge.drop(name);
        if (reply.ok && !typed) location.replace("/s");
      }).catch(() => {});
    }
  }

  // A mark opens the one explanation it leads to.
  addEventListener("click", (event) => {
    const mark = event.target.closest && event.target.closest("a.why"), note = document.getElementById("hypothesis");
    if (mark && note) note.open = true;
  });

  // Read aloud with a voice of the phone's own; one that would ask a server somewhere is none.
  const reader = document.querySelector("[data-read]"), speech = window.speechSynthesis;
  if (reader && speech && window.SpeechSynthesisUtterance) {
    const start = reader.textContent, tongue = document.documentElement.lang.slice(0, 2);
    const own = () => speech.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(tongue));
    const offer = () => { reader.hidden = !own(); };
    const rest = () => { reader.classList.remove("on"); reader.textContent = start; };
    const hush = () => { speech.cancel(); rest(); };
    offer(); speech.addEventListener && speech.addEventListener("voiceschanged", offer);
    reader.addEventListener("click", () => {
      if (reader.classList.contains("on")) { hush(); return; }
      speech.cancel();
      const parts = [...document.querySelectorAll("[data-say]")].filter((part) => part.offsetParent).map((part) => part.textContent);
      parts.forEach((part, i) => {
        const words = new SpeechSynthesisUtterance(part);
        words.voice = own(); words.lang = document.documentElement.lang; words.rate = 0.9;
        if (i === parts.length - 1) words.onend = rest;
        speech.speak(words);
      });
      reader.classList.add("on"); reader.textContent = reader.dataset.stop;
    });
    addEventListener("pagehide", hush);
    document.addEventListener("visibilitychange", () => { if (document.hidden) hush(); });
  }

  if (form) {
    let pressed = null;
    form.addEventListener("input", changed);
    form.addEventListener("change", (event) => { lead(event.target); changed(); });
    form.addEventListener("click", (event) => { pressed = event.target.closest("button"); });
    form.addEventListener("submit", (event) => {
      if (pressed && pressed.name === "go") return;
      event.preventDefault();
      if (sending) return;
      const name = place(), data = read();
      sending = true; clearTimeout(timer); complain("");
      bridge.put(name, { data, send: true, to });
      freeze(true); say("sending");
      deliver(name, data, 1000);
    });
    // A tap writes the usual answers into their field; it can still be changed there.
    for (const row of form.querySelectorAll("[data-fill]")) {
      row.hidden = false;
      row.addEventListener("click", (event) => {
        if (event.target.tagName !== "BUTTON") return;
        form.elements[row.dataset.fill].value = event.target.value || event.target.textContent; changed();
      });
    }
    const old = bridge.take(place());
    if (old && !old.send && old.data !== read()) restore(old); else if (old && !old.send) bridge.drop(place());
    else if (form.hasAttribute("data-draft")) say("saved");
    const leave = () => save(true);
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); });
    addEventListener("online", () => { if (retry) retry(); else if (kept !== dirty) later(0); });
  }
  flush();
  // A page from the browser's memory holds a key that may be used up.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  if (body.dataset.since) {
    addEventListener("input", () => { typed = true; });
    const pace = Number(body.dataset.poll), ours = location.pathname === "/s";
    const began = body.dataset.asks, moved = document.querySelector("[data-moved]"), fields = document.querySelector("main form");
    // Nobody is taken away from what they are writing, nor a form from under their finger: they are told instead.
    const free = () => (ours ? !(typed || (form && (sending || form.hasAttribute("data-draft")))) : !fields);
    function follow(room) {
      const opened = room.asks && room.asks !== body.dataset.asks;
      body.dataset.since = room.since; body.dataset.asks = room.asks;
      const nudge = document.querySelector("[data-nudge]");
      if (nudge && room.nudge) { nudge.textContent = room.nudge; nudge.hidden = false; }
      if (free() && (ours || opened)) location.replace("/s");
      else if (!typed && !opened && body.dataset.here) location.replace(body.dataset.here);
      else if (moved) moved.hidden = ours ? room.asks === began : !room.asks;
    }
    let due = 0;
    const look = () => {
      clearTimeout(due);
      if (document.hidden) return;
      fetch("/s/tick?since=" + body.dataset.since, { credentials: "same-origin" }).then((reply) => {
        if (reply.status === 200) return reply.json().then(follow);
      }).catch(() => {}).then(() => { due = setTimeout(look, pace * (0.8 + 0.4 * Math.random())); });
    };
    document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
    due = setTimeout(look, pace * Math.random());
  }
})();
