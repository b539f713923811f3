/* The week as a grid: draw with mouse or finger, walk with the arrow keys. Without this file its boxes are ticked. */
(() => {
  "use strict";

  const HOLD = 300; // milliseconds a finger rests before it draws; before that it scrolls the page
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function boxes(grid) {
    return [...grid.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]);
  }

  function placeOf(rows, box) {
    const row = rows.findIndex((one) => one.includes(box));
    return [row, rows[row]?.indexOf(box) ?? -1];
  }

  /* One box of the grid is in the order of Tab; the arrow keys go on from there. */
  function letIn(rows, box) {
    for (const row of rows) for (const one of row) one.tabIndex = one === box ? 0 : -1;
  }

  function walk(event, rows) {
    const step = STEPS[event.key];
    const [row, column] = placeOf(rows, event.target);
    if (!step || row < 0) return;
    event.preventDefault();
    const rightToLeft = getComputedStyle(event.currentTarget).direction === "rtl";
    const next = rows[row + step[0]]?.[column + (rightToLeft ? -step[1] : step[1])];
    if (!next) return;
    if (event.shiftKey) next.checked = event.target.checked;
    letIn(rows, next);
    next.focus();
  }

  /* A rectangle from where drawing began, so that an evening of all days is one move. */
  function draw(rows, from, to, tick, before) {
    const [top, bottom] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
    const [left, right] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
    rows.forEach((row, y) =>
      row.forEach((box, x) => {
        box.checked = y >= top && y <= bottom && x >= left && x <= right ? tick : before[y][x];
      }),
    );
  }

  function boxAt(grid, event) {
    const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest("td");
    return cell && grid.contains(cell) ? cell.querySelector("input") : null;
  }

  function refuse(event) {
    event.preventDefault();
  }

  function drawable(grid) {
    const rows = boxes(grid);
    let drawing = null;
    let waiting = 0;

    function begin(box) {
      drawing = { from: placeOf(rows, box), tick: !box.checked, moved: false, before: rows.map((row) => row.map((one) => one.checked)) };
    }

    function end() {
      clearTimeout(waiting);
      // The click that follows would tick the last box back.
      if (drawing?.moved) {
        grid.addEventListener("click", refuse, true);
        setTimeout(() => grid.removeEventListener("click", refuse, true), 0);
      }
      drawing = null;
    }

    grid.addEventListener("pointerdown", (event) => {
      const box = boxAt(grid, event);
      if (!box || event.button) return;
      if (event.pointerType === "touch") waiting = setTimeout(() => begin(box), HOLD);
      else begin(box);
    });
    grid.addEventListener("pointermove", (event) => {
      if (!drawing) return clearTimeout(waiting);
      const box = boxAt(grid, event);
      if (!box) return;
      const to = placeOf(rows, box);
      if (String(to) === String(drawing.from) && !drawing.moved) return;
      drawing.moved = true;
      draw(rows, drawing.from, to, drawing.tick, drawing.before);
    });
    // Once a finger draws, the page must not scroll under it.
    grid.addEventListener("touchmove", (event) => drawing && event.preventDefault(), { passive: false });
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
    grid.addEventListener("dragstart", (event) => event.preventDefault());
    grid.addEventListener("keydown", (event) => walk(event, rows));
    grid.addEventListener("focusin", (event) => event.target.matches("input") && letIn(rows, event.target));
    letIn(rows, rows.flat().find((box) => box.checked) ?? rows[0][0]);
  }

  document.querySelectorAll("[data-week-grid]").forEach(drawable);
})();
