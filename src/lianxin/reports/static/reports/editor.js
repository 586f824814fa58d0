/* The editor's comfort: figures go in at the cursor, what is typed survives a closed tab or an ended login.
   Without it the text is saved and previewed by the buttons, and references are copied by hand. */
(() => {
  const form = document.querySelector("[data-writing]");
  if (!form) return;
  const source = form.querySelector("[data-source]");
  const preview = form.querySelector("[data-preview]");
  const unsaved = document.querySelector("[data-unsaved]");
  const signedOut = document.querySelector("[data-signed-out]");
  const key = form.dataset.kept;
  /* What was saved, whatever the browser fills in; null where the page came back with a text that is not. */
  const start = form.hasAttribute("data-dirty") ? null : source.defaultValue;
  let sent = false;

  /* Putting a figure in; a table or chart gets a line of its own. Undo works where the browser lets it. */
  const insert = (text, block) => {
    const at = source.selectionStart;
    const before = source.value.slice(0, at);
    const after = source.value.slice(source.selectionEnd);
    if (block) {
      const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
      const tail = !after || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
      text = lead + text + tail;
    }
    source.focus();
    if (!document.execCommand || !document.execCommand("insertText", false, text)) {
      source.setRangeText(text, at, source.selectionEnd, "end");
      source.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (button) return insert(button.dataset.insert, button.hasAttribute("data-block"));
    const line = event.target.closest("[data-line]");
    if (line) goTo(Number(line.dataset.line));
  });
  const goTo = (number) => {
    const lines = source.value.split("\n");
    const from = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
    source.focus();
    source.setSelectionRange(from, from + (lines[number - 1] || "").length);
    const height = parseFloat(getComputedStyle(source).lineHeight) || 24;
    source.scrollTop = Math.max(0, (number - 4) * height);
  };

  /* What is typed and not saved is kept in this browser, for this report only, until it is saved. */
  const keep = () => {
    try {
      if (source.value === start) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ text: source.value, at: Date.now() }));
    } catch { /* no room, or not allowed: the warning on leaving still stands */ }
  };
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(key) || "null");
    } catch {
      return null;
    }
  };
  const forget = () => {
    try { localStorage.removeItem(key); } catch { /* then it was never kept */ }
    unsaved.hidden = true;
  };
  const found = start === null ? null : kept();
  if (start === null) keep();
  else if (found && found.text !== source.value) {
    unsaved.querySelector("[data-unsaved-at]").textContent = new Date(found.at).toLocaleString(document.documentElement.lang);
    unsaved.hidden = false;
  } else if (found) forget();
  unsaved.querySelector("[data-restore]").addEventListener("click", () => {
    source.value = found.text;
    unsaved.hidden = true;
    source.dispatchEvent(new Event("input", { bubbles: true }));
    source.focus();
  });
  unsaved.querySelector("[data-forget]").addEventListener("click", forget);

  /* The preview follows what is typed. */
  let waiting = 0;
  form.addEventListener("input", (event) => {
    if (event.target.form !== form && event.target !== source) return;
    if (event.target === source && unsaved.hidden) keep();
    clearTimeout(waiting);
    waiting = setTimeout(() => window.htmx && window.htmx.trigger(preview, "refresh"), 800);
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const ours = event.detail.xhr.getResponseHeader("X-Lianxin-Preview") === "yes";
    if (event.detail.target !== preview || ours) return;
    event.detail.shouldSwap = false;
    const there = new URL(event.detail.xhr.responseURL, location.href).pathname;
    signedOut.hidden = there.endsWith("/preview") && event.detail.xhr.status !== 403;
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === preview) signedOut.hidden = true;
  });

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.querySelector("[data-save]").click();
  });
  form.addEventListener("submit", () => (sent = true));
  window.addEventListener("beforeunload", (event) => {
    if (!sent && source.value !== start) event.preventDefault();
  });
})();
