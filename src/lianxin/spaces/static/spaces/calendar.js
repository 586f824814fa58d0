/* The sheet of rooms and hours: bookings are moved, made longer or shorter and drawn, by mouse or by keys.
   The server decides; what it refuses goes back to where it was, with the reason and what is free instead.
   Without this script the same is done through links and forms. */
(() => {
  const board = document.querySelector("[data-board]");
  if (!board) return;
  const words = JSON.parse(board.dataset.words);
  const table = board.querySelector("table");
  const said = document.querySelector("[data-said]");
  const answer = document.querySelector("[data-answer]");
  const first = Number(board.dataset.first) * 60;
  const span = Number(board.dataset.span) * 60;
  const step = Number(board.dataset.step);
  const DAY = 24 * 60;

  const tell = (text) => { said.textContent = text; };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
  const two = (n) => String(n).padStart(2, "0");
  const clock = (minute) => { const m = ((minute % DAY) + DAY) % DAY; return `${two(Math.floor(m / 60))}:${two(m % 60)}`; };
  const hours = (minutes) => String(Math.round(minutes / 6) / 10);
  const stamp = (day, minute) => {
    const at = new Date(`${day}T00:00:00Z`);
    at.setUTCMinutes(minute);
    return at.toISOString().slice(0, 16);
  };
  const put = (one, at, length) => {
    one.style.setProperty("--th", (at - first) / 60);
    one.style.setProperty("--dh", length / 60);
    one.style.setProperty("--tm", 0);
    one.style.setProperty("--dm", 0);
  };
  const studioOf = (cell) => cell.closest("tr").dataset.studio;
  const minuteAt = (cell, x) => {
    const box = cell.getBoundingClientRect();
    return first + ((x - box.left) / box.width) * span;
  };
  const snap = (minute) => Math.round(minute / step) * step;
  const within = (at, length) => Math.max(first, Math.min(at, first + span - length));
  const clash = (cell, at, length, except) =>
    [...cell.querySelectorAll(".bk:not(.is-missed)")].find((one) => {
      const from = Number(one.dataset.at);
      return one !== except && from < at + length && at < from + Number(one.dataset.for);
    });

  /* What is carried: a booking, or a new one. */
  let held = null;
  const hold = (block, cell, at, length, how) => {
    const ghost = document.createElement("div");
    ghost.className = "ghost";
    held = { block, ghost, how, cell, at, length, home: { cell, at, length } };
    if (block) block.classList.add("is-away");
    show();
  };
  /* The ghost lies over the table, not in it: a table is laid out anew whenever something is put into it. */
  const show = () => {
    const { ghost, cell, at, length, block } = held;
    if (!ghost.parentElement) board.append(ghost);
    const box = cell.getBoundingClientRect();
    const outer = board.getBoundingClientRect();
    const x = box.left - outer.left - board.clientLeft + board.scrollLeft + ((at - first) / span) * box.width;
    const y = box.top - outer.top - board.clientTop + board.scrollTop + 1;
    ghost.style.transform = `translate(${x}px, ${y}px)`;
    ghost.style.width = `${(length / span) * box.width}px`;
    ghost.style.height = `${box.height - 3}px`;
    ghost.classList.toggle("is-clash", Boolean(clash(cell, at, length, block)));
    const words_ = `${clock(at)}–${clock(at + length)}`;
    if (ghost.textContent !== words_) ghost.textContent = words_;
  };
  const describe = () => {
    const { cell, at, length, block } = held;
    const values = { studio: studioOf(cell), day: cell.dataset.day, from: clock(at), to: clock(at + length), hours: hours(length) };
    return fill(words.at, values) + (clash(cell, at, length, block) ? ` ${words.clash}` : "");
  };
  const drop = () => {
    held.ghost.remove();
    if (held.block) held.block.classList.remove("is-away");
    held = null;
  };
  const settle = () => {
    const { block, cell, at, length, home } = held;
    if (!block) {
      const add = cell.querySelector(".add");
      if (!add) { drop(); return tell(words.closed); }
      location.href = `${add.href}&from=${stamp(cell.dataset.day, at)}&to=${stamp(cell.dataset.day, at + length)}`;
      return;
    }
    if (cell === home.cell && at === home.at && length === home.length) { drop(); block.focus(); return; }
    held.ghost.classList.add("is-sending");
    const sent = held;
    held = null;
    send(block, {
      studio: studioOf(cell),
      starts_at: stamp(cell.dataset.day, at),
      ends_at: stamp(cell.dataset.day, at + length),
    }).finally(() => { sent.ghost.remove(); block.classList.remove("is-away"); block.focus({ preventScroll: true }); });
  };

  /* The server's answer. */
  const send = async (block, where) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const body = new URLSearchParams(where);
    let reply;
    try {
      const response = await fetch(board.dataset.move.replace("/0/", `/${block.dataset.no}/`), {
        method: "POST", body, headers: { "X-CSRFToken": token, Accept: "application/json" }, redirect: "error",
      });
      reply = await response.json();
    } catch { reply = { ok: false, words: words.failed, nearest: [] }; }
    if (reply.ok) place(block, reply.now);
    notice(block, reply);
  };
  const place = (block, now) => {
    const row = table.querySelector(`tr[data-studio="${CSS.escape(now.studio)}"]`);
    const cell = row && row.querySelector(`td[data-day="${now.day}"]`);
    if (!cell) { block.remove(); return; }
    cell.append(block);
    Object.assign(block.dataset, { at: now.at, for: now.length });
    put(block, now.at, now.length);
    block.textContent = block.title = now.words;
    block.className = block.className.replace(/\bis-\w+/g, "").replace(/\blane-\d/g, "") + ` ${now.kind}`;
  };
  const notice = (block, reply) => {
    answer.replaceChildren();
    answer.className = `cal-answer alert alert-${reply.ok ? "success" : "danger"}`;
    answer.setAttribute("role", reply.ok ? "status" : "alert");
    const text = document.createElement("span");
    text.textContent = reply.words;
    answer.append(text);
    const offers = reply.ok ? [{ ...reply.before, words: words.undo }] : reply.nearest;
    for (const offer of offers) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm";
      button.textContent = offer.words;
      button.addEventListener("click", () => { send(block, offer); block.focus(); });
      answer.append(button);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn btn-sm btn-ghost";
    close.textContent = words.close;
    close.addEventListener("click", () => { answer.hidden = true; block.focus(); });
    answer.append(close);
    answer.hidden = false;
  };

  /* Mouse and pen at once, a finger when it has rested: the middle moves, the ends stretch, empty space is
     drawn on. A finger that goes on at once scrolls. */
  let start = null;
  let resting = null;
  const REST = 400;
  const forget = () => { clearTimeout(resting); start = null; };
  const take = () => {
    const { block, cell, how } = start;
    if (block) hold(block, cell, Number(block.dataset.at), Number(block.dataset.for), how);
    else hold(null, cell, Math.floor(start.minute / step) * step, step, how);
    board.classList.add("is-dragging");
    wanted = requestAnimationFrame(follow);
  };
  board.addEventListener("touchmove", (event) => { if (start && held && event.cancelable) event.preventDefault(); }, { passive: false });
  board.addEventListener("contextmenu", (event) => { if (start && start.touch) event.preventDefault(); });
  board.addEventListener("dragstart", (event) => event.preventDefault());
  board.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary || held) return;
    const touch = event.pointerType === "touch";
    const block = event.target.closest(".bk");
    const cell = event.target.closest("td[data-day]");
    if (!cell || !board.dataset.move || (block && !block.dataset.no) || (!block && !event.target.closest(".add"))) return;
    let how = "draw";
    if (block) {
      const box = block.getBoundingClientRect();
      const edge = touch ? 16 : 7;
      how = box.width > 3 * edge && box.right - event.clientX < edge ? "end" : box.width > 3 * edge && event.clientX - box.left < edge ? "start" : "move";
    }
    start = { block, cell, how, touch, x: event.clientX, y: event.clientY, minute: minuteAt(cell, event.clientX), id: event.pointerId };
    if (touch) resting = setTimeout(() => { last = { x: start.x, y: start.y }; take(); if (navigator.vibrate) navigator.vibrate(15); }, REST);
  });
  const cellUnder = (x, y) => {
    const box = board.getBoundingClientRect();
    const inside = [Math.min(Math.max(x, box.left + 112), box.right - 2), Math.min(Math.max(y, box.top + 56), box.bottom - 2)];
    return document.elementsFromPoint(...inside).map((one) => one.closest("td[data-day]")).find(Boolean);
  };
  let wanted = null;
  const follow = () => {
    wanted = wanted && requestAnimationFrame(follow);
    if (!held || !last) return;
    scrollNear(last.x, last.y);
    const { how, home } = held;
    if (how === "move") {
      const cell = cellUnder(last.x, last.y) || held.cell;
      held.cell = cell;
      held.at = within(snap(home.at + minuteAt(cell, last.x) - start.minute), held.length);
    } else {
      const minute = Math.max(first, Math.min(snap(minuteAt(home.cell, last.x)), first + span));
      const anchor = how === "start" ? home.at + home.length : home.at;
      const [from, to] = minute < anchor ? [minute, anchor] : [anchor, minute];
      if (how === "draw") { held.at = from; held.length = Math.max(to - from, step); }
      if (how === "start") { held.at = Math.min(minute, anchor - step); held.length = anchor - held.at; }
      if (how === "end") held.length = Math.max(minute - anchor, step);
    }
    show();
  };
  const scrollNear = (x, y) => {
    const box = board.getBoundingClientRect();
    const by = (at, low, high) => (at < low + 40 ? -12 : at > high - 24 ? 12 : 0);
    board.scrollBy(by(x, box.left + 104, box.right), by(y, box.top + 48, box.bottom));
  };
  let last = null;
  addEventListener("pointermove", (event) => {
    if (!start || event.pointerId !== start.id) return;
    if (!held) {
      const far = Math.hypot(event.clientX - start.x, event.clientY - start.y);
      if (start.touch) { if (far > 10) forget(); return; }
      if (far < 4) return;
      take();
    }
    last = { x: event.clientX, y: event.clientY };
  });
  const swallow = (click) => { click.preventDefault(); click.stopPropagation(); };
  const letGo = (event, kept) => {
    if (!start || event.pointerId !== start.id) return;
    const carried = held;
    if (carried && kept) { last = { x: event.clientX, y: event.clientY }; follow(); }
    cancelAnimationFrame(wanted);
    wanted = last = null;
    board.classList.remove("is-dragging");
    if (carried) {
      addEventListener("click", swallow, { capture: true });
      setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
      kept ? settle() : drop();
    }
    forget();
  };
  addEventListener("pointerup", (event) => letGo(event, true));
  addEventListener("pointercancel", (event) => letGo(event, false));
  /* A plain click on empty space books from that time on. */
  board.addEventListener("click", (event) => {
    const add = event.target.closest(".add");
    if (!add || event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const cell = add.closest("td");
    location.href = `${add.href}&from=${stamp(cell.dataset.day, Math.floor(minuteAt(cell, event.clientX) / step) * step)}`;
  });

  /* Keys. One stop of the tab key; arrows go on from there. */
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", board.getAttribute("aria-label"));
  board.removeAttribute("tabindex");
  board.removeAttribute("role");
  board.removeAttribute("aria-label");
  const items = (within_) => [...within_.querySelectorAll("a.bk, a.add")];
  const rows = () => [...table.querySelectorAll("tr[data-studio]")];
  for (const one of table.querySelectorAll("a")) one.tabIndex = -1;
  const stop = (one) => {
    const before = table.querySelector('a[tabindex="0"]');
    if (before) before.tabIndex = -1;
    one.tabIndex = 0;
  };
  const begin = table.querySelector("tr[data-studio] td .bk[data-no]") || table.querySelector("tr[data-studio] a.bk, tr[data-studio] a.add") || table.querySelector("a");
  if (begin) stop(begin);
  table.addEventListener("focusin", (event) => { if (event.target.matches("a")) stop(event.target); });
  const nearest = (cell, at) => {
    const found = items(cell);
    const blocks = found.filter((one) => one.matches(".bk"));
    if (at === null || !blocks.length) return found[0] || null;
    return blocks.reduce((best, one) => (Math.abs(one.dataset.at - at) < Math.abs(best.dataset.at - at) ? one : best));
  };
  const neighbour = (row, by, index) => {
    const all = rows();
    for (let n = all.indexOf(row) + by; n >= 0 && n < all.length; n += Math.sign(by)) {
      const cell = all[n].querySelectorAll("td")[index];
      if (items(all[n]).length) return [all[n], cell];
    }
    return null;
  };
  const walk = (from, key) => {
    const cell = from.closest("td");
    const row = from.closest("tr");
    const inRow = items(row);
    const spot = inRow.indexOf(from);
    if (key === "ArrowLeft") return inRow[spot - 1];
    if (key === "ArrowRight") return inRow[spot + 1];
    if (key === "Home") return inRow[0];
    if (key === "End") return inRow.at(-1);
    const by = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 }[key];
    const found = neighbour(row, by, [...row.querySelectorAll("td")].indexOf(cell));
    return found && (nearest(found[1], from.dataset.at ?? null) || items(found[0])[0]);
  };
  const carry = (event) => {
    const { cell, home } = held;
    const row = cell.closest("tr");
    const cells = [...row.querySelectorAll("td")];
    const spot = cells.indexOf(cell);
    const by = event.key === "ArrowLeft" ? -step : event.key === "ArrowRight" ? step : 0;
    if (event.key === "Escape") { const back = home.cell; drop(); tell(words.back); return (walkedFrom || begin).focus(), back; }
    if (event.key === "Enter" || event.key === " ") return settle();
    if (by && event.shiftKey) held.length = Math.max(step, Math.min(held.length + by, first + span - held.at));
    else if (by) {
      const to = held.at + by;
      const next = to < first ? cells[spot - 1] : to + held.length > first + span ? cells[spot + 1] : cell;
      if (next && next !== cell) { held.cell = next; held.at = to < first ? first + span - held.length : first; }
      else if (next) held.at = to;
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      const found = neighbour(row, event.key === "ArrowUp" ? -1 : 1, spot);
      if (found) held.cell = found[1];
    } else return undefined;
    show();
    held.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
    return tell(describe());
  };
  let walkedFrom = null;
  table.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const from = event.target.closest("td a");
    if (held && !start) {
      if (event.key !== "Tab") event.preventDefault();
      else { drop(); tell(words.back); return; }
      carry(event);
      return;
    }
    if (!from) return;
    if (["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"].includes(event.key)) {
      event.preventDefault();
      const to = walk(from, event.key);
      if (to) { to.focus({ preventScroll: true }); to.scrollIntoView({ block: "nearest", inline: "nearest" }); }
      return;
    }
    if (!board.dataset.move) return;
    const cell = from.closest("td");
    if (event.key.toLowerCase() === "m" && from.dataset.no) {
      event.preventDefault();
      walkedFrom = from;
      hold(from, cell, Number(from.dataset.at), Number(from.dataset.for), "keys");
      tell(`${words.picked} ${describe()}`);
    }
    if (event.key.toLowerCase() === "n" && cell.querySelector(".add")) {
      event.preventDefault();
      walkedFrom = from;
      hold(null, cell, within(from.dataset.at ? Number(from.dataset.at) + Number(from.dataset.for) : openFrom(cell), 2 * step), 2 * step, "keys");
      tell(`${words.drawing} ${describe()}`);
    }
  });
  const openFrom = (cell) => {
    const open = cell.querySelector("i");
    return open ? snap(minuteAt(cell, open.getBoundingClientRect().left)) : first;
  };
  addEventListener("keydown", (event) => { if (event.key === "Escape" && start) letGo({ pointerId: start.id }, false); });

  /* The present goes on. */
  const tick = () => {
    const since = Math.floor((Date.now() - started) / 60e3);
    for (const line of board.querySelectorAll(".now")) line.style.setProperty("--tm", Number(line.dataset.tm) + since / 5);
  };
  for (const line of board.querySelectorAll(".now")) line.dataset.tm = getComputedStyle(line).getPropertyValue("--tm");
  const started = Date.now();
  if (board.querySelector(".now")) setInterval(tick, 60e3);
  const current = board.querySelector(".hours .now") || board.querySelector(".bk[data-no]");
  if (current && board.scrollWidth > board.clientWidth) {
    const x = current.getBoundingClientRect().left - board.getBoundingClientRect().left;
    board.scrollLeft = Math.max(x - board.clientWidth / 2, 0);
  }
})();
