// Upgrades a page that works without it. It sends the same forms and takes over what the server
// renders; it writes no HTML and holds no words. If anything is odd, the browser sends the form.

const byId = (id) => document.getElementById(id);
const MINUTE = 60_000;

const exit = byId("exit");

/* Inside a council's page: embed.js says hello, and so tells us who may hear from us */

let host = "";

const tellHost = (what) => parent.postMessage({ haveYourSay: what, exit: exit?.href }, host);

if (parent !== window) {
  addEventListener("message", (event) => {
    if (event.source === parent && event.data?.haveYourSay === "hello") host = event.origin;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && host) tellHost("close");
  });
}

/* Exit this page */

/** Hides the page at once, has the chat forgotten and goes where nothing tells of it. */
function leave(event) {
  event?.preventDefault();
  document.documentElement.classList.add("left");
  document.title = exit.dataset.leaving;
  const chat = document.querySelector("[name=conversation]")?.value;
  if (chat) navigator.sendBeacon("/", new URLSearchParams({ conversation: chat, forget: "1" }));
  if (host) tellHost("exit");
  else top.location.replace(exit.href);
}

if (exit) {
  let presses = 0;
  let timer;
  const say = (words) => (byId("exit-status").textContent = words ?? "");
  exit.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    clearTimeout(timer);
    presses = event.key === "Shift" ? presses + 1 : 0;
    if (presses === 3) return leave();
    say([, exit.dataset.once, exit.dataset.twice][presses]);
    if (!presses) return;
    timer = setTimeout(() => {
      presses = 0;
      say(exit.dataset.expired);
    }, 5000);
  });
}

/* Paper shows what is folded */

let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("#log details:not([open])")];
  for (const one of unfolded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of unfolded) one.open = false;
});

/* The chat */

const form = byId("talk");
if (form) {
  const words = form.dataset;
  const box = byId("message");
  const send = byId("send");
  const retry = byId("retry");
  const status = byId("status");
  let failed = null; // the button that "Try again" presses again
  let busy = false;
  let asUsual = false;

  form.addEventListener("submit", (event) => {
    const button = event.submitter === retry ? failed : event.submitter;
    if (asUsual || ["undo", "forget"].includes(button?.name)) return; // a whole new page
    event.preventDefault();
    if (!busy) deliver(button ?? send).catch(() => sendAsUsual(button));
  });

  /** Has the browser send the form: the server knows what it has answered before. */
  function sendAsUsual(button) {
    asUsual = true;
    form.requestSubmit(button?.isConnected ? button : send);
  }

  async function deliver(button) {
    const fields = new URLSearchParams(new FormData(form));
    if (button.name) fields.set(button.name, button.value);
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), words.timeout * 1000);
    const slow = setTimeout(() => (status.textContent = words.writing), 1000);
    wait(true);
    let answer, html;
    try {
      answer = await fetch("/", {
        method: "POST",
        body: fields,
        headers: { "X-Fragment": "1" },
        signal: stop.signal,
      });
      html = await answer.text();
    } catch {
      return fail(stop.signal.aborted ? words.slow : words.offline, button);
    } finally {
      clearTimeout(limit);
      clearTimeout(slow);
      wait(false);
    }
    const news = new DOMParser().parseFromString(html, "text/html");
    if (news.getElementById("state")) return show(news, answer.ok, button);
    return answer.ok ? sendAsUsual(button) : fail(words.offline, button);
  }

  function wait(on) {
    busy = on;
    form.setAttribute("aria-busy", on);
    box.readOnly = on;
    if (on) send.setAttribute("aria-disabled", "true");
    else send.removeAttribute("aria-disabled");
    status.textContent = "";
  }

  function fail(text, button) {
    byId("message-error").textContent = text;
    offerRetry(button);
    box.focus();
  }

  function offerRetry(button) {
    failed = button;
    retry.hidden = !button;
  }

  /** Takes over what the server renders: new messages whole and once, and the form's new state. */
  function show(news, answered, button) {
    const items = [...news.querySelectorAll("#new > li")];
    const parts = answered ? ["state", "about", "changes"] : [];
    for (const id of ["danger", "message-error", ...parts])
      byId(id).replaceChildren(...news.getElementById(id).childNodes);
    byId("field").classList.toggle("wrong", !answered);
    if (answered) box.removeAttribute("aria-invalid");
    else box.setAttribute("aria-invalid", "true");
    offerRetry(answered || button === send ? null : button);
    if (answered && !button.name) box.value = "";
    count();
    rest();
    if (!items.length) return box.focus();
    byId("latest")?.removeAttribute("id");
    document.querySelector("#log ol").append(...items);
    // On a touch screen a focused box brings up the keyboard, which would cover the answer.
    const onTouch = matchMedia("(pointer: coarse)").matches;
    if (!onTouch) box.focus({ preventScroll: true });
    else if (button.name) items.at(-1).querySelector("h3").focus({ preventScroll: true });
    items[0].scrollIntoView();
  }

  /* Characters left, from 80 % on; told to who cannot see it when they pause */

  const counter = byId("counter");
  let telling;

  function count() {
    const left = words.most - [...box.value].length;
    const text = (left < 0 ? words.over : words.left).replace("{number}", Math.abs(left));
    counter.hidden = left > words.most / 5;
    counter.textContent = counter.hidden ? "" : text;
    clearTimeout(telling);
    if (!counter.hidden) telling = setTimeout(() => busy || (status.textContent = text), 1000);
    else if (!busy) status.textContent = "";
  }

  box.addEventListener("input", count);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(send);
  });
  byId("keys").hidden = !matchMedia("(any-pointer: fine)").matches;

  /* A chat that rests is forgotten: say so in time, and let it be kept */

  const idle = words.idle * 1000;
  const notice = Math.min(5 * MINUTE, idle / 2);
  let timers = [];

  function rest() {
    timers.forEach(clearTimeout);
    tellOfRest("");
    if (form.elements.turn.value === "0") return;
    const minutes = Math.max(1, Math.round(notice / MINUTE));
    timers = [
      setTimeout(() => tellOfRest(words.ending.replace("{minutes}", minutes), true), idle - notice),
      setTimeout(() => tellOfRest(words.ended), idle),
    ];
  }

  function tellOfRest(text, canBeKept = false) {
    byId("idle").textContent = text;
    byId("carry-on").hidden = !canBeKept;
  }

  count();
  rest();
}
