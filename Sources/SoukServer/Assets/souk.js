// What a page can do without, and is nicer with. Nothing here decides anything.
"use strict";

// Times as the reader's clock shows them.
for (const time of document.querySelectorAll("time[datetime]")) {
  const moment = new Date(time.dateTime);
  if (isNaN(moment)) continue;
  time.title = time.textContent;
  time.textContent = moment.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

// A box that picks all rows, and how many are picked.
for (const all of document.querySelectorAll("input[data-picks]")) {
  const boxes = [...document.querySelectorAll(`input[name="${all.dataset.picks}"]`)];
  const said = document.getElementById("picked");
  const tell = () => {
    const count = boxes.filter(box => box.checked).length;
    all.checked = count > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
    if (said) said.textContent = count === 0 ? "" : `${count} picked`;
  };
  all.hidden = false;
  all.addEventListener("change", () => { boxes.forEach(box => { box.checked = all.checked; }); tell(); });
  boxes.forEach(box => box.addEventListener("change", tell));
  tell();
}

// A form that is sent is not sent twice.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", event => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// "/" goes to the search.
addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const search = document.querySelector("input[type=search]");
  if (search) { event.preventDefault(); search.focus(); }
});
