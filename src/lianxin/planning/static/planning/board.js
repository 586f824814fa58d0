/* The board: sessions are dragged, or picked up and carried by keys; the server judges every move and sends the
   board back with its words. Without this script the same is done through links and forms. */
(() => {
  const planner = document.querySelector("[data-planner]");
  if (!planner) return;
  const said = document.querySelector("[data-said]");
  const answer = document.querySelector("[data-answer]");
  const board = () => planner.querySelector("[data-board]");
  const can = () => board() && board().dataset.move;
  const tell = (text) => { said.textContent = text; };
  let hiding = 0;
  const notice = (ok, text) => {
    tell(text);
    answer.textContent = text;
    answer.classList.toggle("is-bad", !ok);
    answer.hidden = !text;
    clearTimeout(hiding);
    if (ok) hiding = setTimeout(() => { answer.hidden = true; }, 8000);
  };
  const card = (creator, slot) =>
    planner.querySelector(`.sess[data-creator="${CSS.escape(creator)}"][data-slot="${slot}"]`);

  /* To the server and back: the board anew, where it was scrolled to, with the focus on the session. */
  const send = async (address, fields, focus) => {
    const here = board();
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const body = new URLSearchParams({ by: here.dataset.by, week: here.dataset.week, revision: here.dataset.revision, ...fields });
    let reply;
    try {
      const response = await fetch(address, {
        method: "POST", body, headers: { "X-CSRFToken": token, Accept: "application/json" }, redirect: "error",
      });
      reply = await response.json();
    } catch { return notice(false, here.dataset.failed); }
    const [left, top] = [here.scrollLeft, here.scrollTop];
    planner.innerHTML = reply.html;
    board().scrollTo(left, top);
    notice(reply.ok, reply.words);
    const next = focus && card(...focus);
    if (next) next.focus({ preventScroll: true });
  };

  /* What is carried. */
  let held = null;
  const hold = (one, how) => {
    held = { one, how, tick: null, ghost: null };
    one.classList.add("is-away");
    board().classList.add("is-carrying");
  };
  const over = (tick) => {
    if (held.tick) held.tick.classList.remove("is-here");
    held.tick = tick;
    if (tick) tick.classList.add("is-here");
  };
  const place = (tick) => {
    const row = tick.closest("tr");
    const head = board().querySelectorAll("thead th")[tick.closest("td").cellIndex];
    return `${row.querySelector("th").firstChild.textContent} ${head.textContent} ${tick.textContent}`;
  };
  const drop = () => {
    over(null);
    held.one.classList.remove("is-away");
    if (held.ghost) held.ghost.remove();
    board().classList.remove("is-carrying");
    const was = held;
    held = null;
    return was;
  };
  const settle = () => {
    const tick = held.tick;
    const { one } = drop();
    if (!tick) return;
    const row = tick.closest("tr").dataset.row;
    const byCreator = board().dataset.by === "creator";
    const to = byCreator ? row : one.dataset.creator;
    const fields = {
      verb: "move", creator: one.dataset.creator, slot: one.dataset.slot, to_creator: to, to_slot: tick.dataset.slot,
    };
    if (!byCreator) fields.studio = row;
    if (to === one.dataset.creator && tick.dataset.slot === one.dataset.slot && (byCreator || row === one.dataset.studio)) {
      return one.focus({ preventScroll: true });
    }
    send(board().dataset.move, fields, [to, tick.dataset.slot]);
  };

  /* Mouse: a finger scrolls and does not drag. */
  let start = null;
  let dragged = false;
  planner.addEventListener("pointerdown", (event) => {
    const one = event.target.closest(".sess");
    if (!one || !can() || one.matches(".is-begun") || event.button || event.pointerType === "touch") return;
    start = { one, x: event.clientX, y: event.clientY };
    dragged = false;
  });
  document.addEventListener("pointermove", (event) => {
    if (!start) return;
    if (!held) {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) < 5) return;
      dragged = true;
      hold(start.one, "mouse");
      held.ghost = document.createElement("div");
      held.ghost.className = "plan-ghost";
      document.body.append(held.ghost);
    }
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const tick = under && under.closest(".ticks i");
    over(tick && planner.contains(tick) ? tick : null);
    held.ghost.textContent = tick ? place(tick) : held.one.querySelector("b").textContent;
    held.ghost.style.transform = `translate(${event.clientX + 12}px, ${event.clientY + 12}px)`;
    const box = board().getBoundingClientRect();
    if (event.clientY > box.bottom - 32) board().scrollTop += 12;
    if (event.clientY < box.top + 48) board().scrollTop -= 12;
  });
  document.addEventListener("pointerup", () => {
    start = null;
    if (held && held.how === "mouse") settle();
  });
  planner.addEventListener("dragstart", (event) => event.target.closest(".sess") && can() && event.preventDefault());
  planner.addEventListener("click", (event) => {
    if (dragged && event.target.closest(".sess")) { event.preventDefault(); dragged = false; }
  });

  /* Keys. */
  const ticks = (row) => [...row.querySelectorAll(".ticks i")];
  const step = (key) => {
    const row = held.tick.closest("tr");
    const all = ticks(row);
    const at = all.indexOf(held.tick);
    if (key === "ArrowLeft") return all[Math.max(at - 1, 0)];
    if (key === "ArrowRight") return all[Math.min(at + 1, all.length - 1)];
    const other = key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
    return other ? ticks(other)[at] : held.tick;
  };
  planner.addEventListener("keydown", (event) => {
    if (held && held.how === "keys") {
      if (event.key.startsWith("Arrow")) {
        event.preventDefault();
        over(step(event.key));
        held.tick.scrollIntoView({ block: "nearest", inline: "nearest" });
        tell(place(held.tick));
      } else if (event.key === "Enter") { event.preventDefault(); settle(); }
      else if (event.key === "Escape") { const { one } = drop(); one.focus(); tell(board().dataset.left); }
      return;
    }
    const one = event.target.closest(".sess");
    if (!one || !can()) return;
    const named = { creator: one.dataset.creator, slot: one.dataset.slot };
    if (event.key === "m" || event.key === "M") {
      event.preventDefault();
      hold(one, "keys");
      over(one.closest("td").querySelector(`.ticks i[data-slot="${one.dataset.slot}"]`));
      tell(board().dataset.picked);
    } else if (event.key === "l" || event.key === "L") {
      const open = one.classList.contains("is-locked");
      send(open ? board().dataset.unmark : board().dataset.mark, { kind: "lock", studio: one.dataset.studio, ...named }, [named.creator, named.slot]);
    } else if (event.key === "Delete") {
      send(board().dataset.move, { verb: "drop", ...named });
    }
  });
})();
