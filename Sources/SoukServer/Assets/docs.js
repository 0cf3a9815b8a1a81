// The API's page: signing in, trying operations, searching. Everything else needs no script.
"use strict";

const main = document.querySelector("[data-origin]");
const byID = id => document.getElementById(id);

// Snippets name the address that the page came from.
for (const code of document.querySelectorAll(".snippet code")) {
  code.textContent = code.textContent.replaceAll(main.dataset.origin, location.origin);
}

// One language for all operations, remembered.
const choose = language => {
  for (const tab of document.querySelectorAll(`.tab input[value="${CSS.escape(language)}"]`)) tab.checked = true;
};
main.addEventListener("change", event => {
  if (!event.target.matches(".tab input")) return;
  const before = event.target.getBoundingClientRect().top;
  choose(event.target.value);
  scrollBy({ top: event.target.getBoundingClientRect().top - before, behavior: "instant" });
  localStorage.setItem("souk-language", event.target.value);
});
choose(localStorage.getItem("souk-language") ?? "curl");

// Search: every word must be in an operation's text.
const search = byID("search");
const groups = [...document.querySelectorAll("main [data-group], .contents [data-group]")];
const operations = [...document.querySelectorAll(".operation")].map(section => ({
  section,
  line: document.querySelector(`.contents li:has(> a[href="#${section.id}"])`),
  text: `${section.id} ${section.textContent}`.toLowerCase(),
}));
const find = () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = new Set();
  for (const { section, line, text } of operations) {
    const isFound = words.every(word => text.includes(word));
    section.hidden = line.hidden = !isFound;
    if (isFound) found.add(section);
  }
  const resources = new Set([...found].map(section => section.dataset.group));
  for (const part of groups) {
    if (!part.matches(".operation")) part.hidden = !resources.has(part.dataset.group);
  }
  byID("found").textContent = words.length === 0 ? "" : `${found.size} of ${operations.length} operations`;
};
search.addEventListener("input", find);
addEventListener("hashchange", () => {
  const target = byID(decodeURIComponent(location.hash.slice(1)));
  if (target?.closest("main") && target.hidden) { search.value = ""; find(); target.scrollIntoView(); }
});

// Tokens: in this tab's session storage and nowhere else.
const session = {
  get tokens() { return JSON.parse(sessionStorage.getItem("souk-tokens")); },
  set tokens(tokens) {
    if (tokens) sessionStorage.setItem("souk-tokens", JSON.stringify(tokens));
    else sessionStorage.removeItem("souk-tokens");
    show();
  },
  keep(answer, email, since) {
    this.tokens = {
      access: answer.access_token, refresh: answer.refresh_token, email, since,
      until: Date.now() + answer.expires_in * 1000,
    };
  },
};
const post = (path, options = {}) => fetch(path, { method: "POST", credentials: "omit", ...options });
const bearer = token => ({ Authorization: `Bearer ${token}` });
const say = text => { byID("authorization").textContent = text; };

const show = () => {
  const tokens = session.tokens;
  byID("sign-in").hidden = Boolean(tokens);
  byID("sign-out").hidden = !tokens;
  if (!tokens) return;
  byID("who").textContent = `Signed in as ${tokens.email}.`;
  const time = new Date(tokens.since).toLocaleTimeString(undefined, { timeStyle: "short" });
  byID("since").textContent = `Password checked at ${time}; what has two locks takes it for 5 minutes.`;
};

byID("sign-in").addEventListener("submit", async event => {
  event.preventDefault();
  const [email, password] = [byID("email").value, byID("password").value];
  const body = JSON.stringify({ email, password });
  try {
    const answer = await post("/login", { headers: { "Content-Type": "application/json" }, body });
    const document = await answer.json();
    if (!answer.ok) return say(`Not signed in: ${document.detail}.`);
    session.keep(document, email, Date.now());
    byID("password").value = "";
    say("Signed in.");
    byID("sign-out").querySelector("button").focus();
  } catch {
    say("Not signed in: the server cannot be reached.");
  }
});

byID("sign-out").addEventListener("submit", async event => {
  event.preventDefault();
  const tokens = session.tokens;
  session.tokens = null;
  say("Signed out.");
  byID("email").focus();
  if (tokens) await post("/logout", { headers: bearer(tokens.refresh) }).catch(() => {});
});

// One refresh at a time: a refresh token is good for one.
let refreshing = null;
const refresh = () => refreshing ??= (async () => {
  const tokens = session.tokens;
  const answer = await post("/refresh", { headers: bearer(tokens.refresh) });
  if (answer.ok) session.keep(await answer.json(), tokens.email, tokens.since);
  else { session.tokens = null; say("The session has ended: sign in again."); }
})().finally(() => { refreshing = null; });

const token = async lock => {
  if (lock === "open" || !session.tokens) return null;
  if (lock === "refreshToken") return session.tokens.refresh;
  if (Date.now() > session.tokens.until - 5_000) await refresh();
  return session.tokens?.access;
};

// Trying.
const request = async form => {
  const { method, path: template, lock } = form.dataset;
  const [query, headers] = [new URLSearchParams(), new Headers()];
  let path = template;
  for (const box of form.elements) {
    const [place, name] = (box.name ?? "").split(/\.(.*)/s);
    if (place === "path") path = path.replace(`{${name}}`, encodeURIComponent(box.value));
    if (!box.value) continue;
    if (place === "query") for (const value of box.matches("textarea") ? box.value.split("\n") : [box.value]) if (value) query.append(name, value);
    if (place === "header") headers.set(name, box.value);
  }
  const body = form.elements.body?.value || undefined;
  if (body) headers.set("Content-Type", form.elements.body.dataset.type);
  const key = await token(lock);
  if (key) headers.set("Authorization", `Bearer ${key}`);
  return [path + (query.size ? `?${query}` : ""), { method, headers, body, cache: "no-store", credentials: "omit" }];
};

// JSON with line breaks, numbers and strings left as the server wrote them.
const laid = text => {
  let [depth, out] = [0, ""];
  const line = () => "\n" + "  ".repeat(depth);
  for (const [piece] of text.matchAll(/"(?:\\.|[^"\\])*"|\{\}|\[\]|[{}[\],:]|[^\s"{}[\],:]+/gs)) {
    if (piece === "{" || piece === "[") { depth++; out += piece + line(); }
    else if (piece === "}" || piece === "]") { depth--; out += line() + piece; }
    else out += piece === "," ? "," + line() : piece === ":" ? ": " : piece;
  }
  return out;
};

// What signs in or out by being tried is kept, too.
const learn = (path, lock, status, document) => {
  if (lock === "refreshToken" && status === 200 && session.tokens) {
    session.keep(document, session.tokens.email, session.tokens.since);
  }
  if (path === "/logout" && status === 204) session.tokens = null;
};

const most = 50_000;
const tell = async (form, answer, time) => {
  const text = await answer.text();
  const isJSON = /json/.test(answer.headers.get("Content-Type"));
  const document = isJSON ? JSON.parse(text) : null;
  learn(form.dataset.path, form.dataset.lock, answer.status, document);
  const why = document?.code ? `: ${document.code}` : "";
  form.querySelector(".outcome").textContent = `${answer.status} ${answer.statusText}${why}, ${time} ms`;
  form.querySelector(".headers").textContent = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  const shown = isJSON ? laid(text) : text;
  form.querySelector(".content").textContent = shown.length > most ? `${shown.slice(0, most)}\n…` : shown;
  form.querySelector(".content").hidden = text === "";
  form.querySelector(".answer").hidden = false;
};

for (const form of document.querySelectorAll(".try form")) {
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const [address, options] = await request(form);
      const start = performance.now();
      const answer = await fetch(address, options);
      await tell(form, answer, Math.round(performance.now() - start));
    } catch {
      form.querySelector(".outcome").textContent = "No answer: the server cannot be reached.";
    }
    button.disabled = false;
    button.focus();
  });
}

// What could not be sent without all this.
for (const button of document.querySelectorAll("main button[disabled]")) button.disabled = false;
show();
