"use strict";
// Everything that is drawn stands in the lists of the page. The layout starts from the same places every time.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const make = (name, attributes, parent) => {
    const element = document.createElementNS(SVG, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (parent) parent.append(element);
    return element;
  };
  const svg = document.getElementById("graph"), tip = document.getElementById("tip");
  const nodes = [...document.querySelectorAll("#entities li")].map((item, at) => {
    const words = item.textContent.split(" "), lines = [""];
    for (const word of words) {
      const last = lines.length - 1;
      if (lines[last] && (lines[last] + word).length > 17) lines.push(word);
      else lines[last] += (lines[last] ? " " : "") + word;
    }
    const width = Math.max(...lines.map(line => line.length)) * 6.7 + 20, height = lines.length * 15 + 11;
    // The golden angle spreads them evenly.
    const turn = at * 2.39996, far = 60 * Math.sqrt(at + 1);
    return { item, lines, w: width, h: height, x: far * Math.cos(turn) * 1.4, y: far * Math.sin(turn), vx: 0, vy: 0, degree: 0 };
  });
  const edges = [...document.querySelectorAll("#relations > li")].map(item => {
    const { s, t, n } = item.dataset;
    return { item, a: nodes[s], b: nodes[t], s: +s, t: +t, n: +n, label: (item.classList.contains("denied") ? "not: " : "") + item.querySelector("i").textContent };
  });
  const pairs = new Map();
  for (const edge of edges) {
    edge.a.degree++; edge.b.degree++;
    const key = Math.min(edge.s, edge.t) + " " + Math.max(edge.s, edge.t);
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(edge);
  }
  for (const edge of pairs.values()) edge.forEach((one, nth) => {
    const bend = (nth - (edge.length - 1) / 2) * (one.s < one.t ? 1 : -1);
    one.bend = bend; one.many = edge.length;
  });

  // Those that are related pull each other near, all push each other away, and none may cover another.
  const rounds = nodes.length > 600 ? 60 : nodes.length > 200 ? 200 : 600;
  const aspect = Math.max(.6, Math.min(2, (svg.clientWidth || 900) / (svg.clientHeight || 700)));
  const settle = () => {
    for (let round = 0; round < rounds; round++) {
      const heat = 1 - round / rounds;
      for (let i = 0; i < nodes.length; i++) {
        const a = nodes[i];
        a.vx -= a.x * .009 / aspect; a.vy -= a.y * .009 * aspect;
        for (let j = 0; j < i; j++) {
          const b = nodes[j];
          let dx = a.x - b.x, dy = a.y - b.y;
          const d2 = dx * dx + dy * dy + 60, push = (9000 + 900 * Math.min(a.degree, b.degree)) / d2;
          const d = Math.sqrt(d2);
          dx /= d; dy /= d;
          a.vx += dx * push; a.vy += dy * push; b.vx -= dx * push; b.vy -= dy * push;
        }
      }
      for (const [key, list] of pairs) {
        const { a, b } = list[0];
        if (a === b) continue;
        const dx = b.x - a.x, dy = b.y - a.y, d = Math.sqrt(dx * dx + dy * dy) + .01;
        if (list.every(edge => edge.item.classList.contains("background"))) continue;
        const rest = 170 + 26 * Math.min(list.length, 6) + 5 * Math.min(a.degree, b.degree), pull = (d - rest) * .03 / Math.sqrt(Math.max(a.degree, b.degree));
        a.vx += dx / d * pull; a.vy += dy / d * pull; b.vx -= dx / d * pull; b.vy -= dy / d * pull;
      }
      for (const node of nodes) {
        const speed = Math.hypot(node.vx, node.vy), most = 4 + 36 * heat, slow = speed > most ? most / speed : 1;
        node.x += node.vx * slow; node.y += node.vy * slow;
        node.vx *= .55; node.vy *= .55;
      }
      for (let pass = 0; pass < 2; pass++) for (let i = 0; i < nodes.length; i++) for (let j = 0; j < i; j++) {
        const a = nodes[i], b = nodes[j];
        const ox = (a.w + b.w) / 2 + 26 - Math.abs(a.x - b.x), oy = (a.h + b.h) / 2 + 26 - Math.abs(a.y - b.y);
        if (ox <= 0 || oy <= 0) continue;
        if (ox < oy) { const d = (a.x < b.x ? -1 : 1) * ox / 2; a.x += d; b.x -= d; }
        else { const d = (a.y < b.y ? -1 : 1) * oy / 2; a.y += d; b.y -= d; }
      }
    }
  };

  // Where the way from the middle of a box leaves it.
  const border = (node, x, y) => {
    const dx = x - node.x, dy = y - node.y;
    const k = Math.min((node.w / 2 + 3) / (Math.abs(dx) || 1e-9), (node.h / 2 + 3) / (Math.abs(dy) || 1e-9));
    return [node.x + dx * k, node.y + dy * k];
  };
  const write = (edge, t) => {
    const [x, y] = edge.at(t);
    edge.text.setAttribute("x", x.toFixed(1)); edge.text.setAttribute("y", y.toFixed(1));
  };
  // Of a few places on its line a label takes the one that covers least.
  const spread = () => {
    const taken = nodes.map(({ x, y, w, h }) => [x, y, w, h]);
    for (const edge of edges.filter(edge => !edge.item.classList.contains("background"))) {
      const w = edge.label.length * 5.6 + 6, h = 13;
      let best = .5, least = Infinity;
      for (const t of [.5, .42, .58, .34, .66, .27, .73, .2, .8]) {
        const [x, y] = edge.at(t);
        let covered = Math.abs(t - .5) * 20;
        for (const [ox, oy, ow, oh] of taken) {
          const cx = (w + ow) / 2 - Math.abs(x - ox), cy = (h + oh) / 2 - Math.abs(y - oy);
          if (cx > 0 && cy > 0) covered += cx * cy;
        }
        if (covered < least) { least = covered; best = t; }
      }
      write(edge, best);
      taken.push([...edge.at(best), w, h]);
    }
  };
  const place = edge => {
    const { a, b } = edge, dx = b.x - a.x, dy = b.y - a.y, d = Math.hypot(dx, dy) || 1;
    const gap = Math.min(46, 26 + d / 12), off = edge.bend * gap * 2;
    const cx = (a.x + b.x) / 2 - dy / d * off, cy = (a.y + b.y) / 2 + dx / d * off;
    const [x1, y1] = border(a, cx, cy), [x2, y2] = border(b, cx, cy);
    const path = `M${x1.toFixed(1)} ${y1.toFixed(1)}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${x2.toFixed(1)} ${y2.toFixed(1)}`;
    edge.stroke.setAttribute("d", path); edge.hit.setAttribute("d", path);
    edge.at = t => [x1 * (1 - t) ** 2 + 2 * cx * t * (1 - t) + x2 * t * t, y1 * (1 - t) ** 2 + 2 * cy * t * (1 - t) + y2 * t * t];
    write(edge, .5);
    if (edge.head) {
      const angle = Math.atan2(y2 - cy, x2 - cx) * 180 / Math.PI;
      edge.head.setAttribute("transform", `translate(${x2.toFixed(1)} ${y2.toFixed(1)}) rotate(${angle.toFixed(1)})`);
    }
  };
  const frame = () => {
    let left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
    for (const { x, y, w, h } of nodes) {
      left = Math.min(left, x - w / 2); right = Math.max(right, x + w / 2);
      top = Math.min(top, y - h / 2); bottom = Math.max(bottom, y + h / 2);
    }
    if (nodes.length) svg.setAttribute("viewBox", `${left - 40} ${top - 40} ${right - left + 80} ${bottom - top + 80}`);
  };

  settle();
  for (const edge of edges) {
    edge.g = make("g", { class: "edge " + edge.item.className }, svg);
    const width = edge.item.className.includes("background") ? 1 : 1.3 + .7 * Math.min(6, Math.floor(Math.log2(Math.max(1, edge.n))));
    edge.stroke = make("path", { class: "stroke", "stroke-width": width }, edge.g);
    edge.hit = make("path", { class: "hit" }, edge.g);
    if (!edge.item.classList.contains("mutual")) edge.head = make("polygon", { points: "1,0 -9,-4.2 -9,4.2" }, edge.g);
  }
  for (const node of nodes) {
    node.g = make("g", { class: "node " + node.item.className, transform: `translate(${node.x} ${node.y})` }, svg);
    const round = node.item.className === "person" ? node.h / 2 : node.item.className === "place" ? 0 : 7;
    make("rect", { x: -node.w / 2, y: -node.h / 2, width: node.w, height: node.h, rx: round }, node.g);
    node.lines.forEach((line, nth) => {
      make("text", { y: (nth - (node.lines.length - 1) / 2) * 15 }, node.g).textContent = line;
    });
  }
  for (const edge of edges) {
    // Labels lie above lines and boxes.
    const g = make("g", { class: "edge " + edge.item.className }, svg);
    edge.text = make("text", {}, g); edge.text.textContent = edge.label; edge.label_g = g;
    place(edge);
  }
  spread();
  frame();

  // What the pointer rests on, or the keyboard or a finger chose, is shown wherever it stands: in the graph, in the article, in the list.
  const of = (name, number) => document.querySelectorAll(`[data-${name}~="${number}"]`);
  const clear = () => {
    for (const element of document.querySelectorAll(".on")) element.classList.remove("on");
    svg.classList.remove("dim"); tip.hidden = true;
  };
  // Without a pointer a hint stands below what has the focus.
  const spot = event => {
    if (event.clientX !== undefined) return [event.clientX, event.clientY];
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    return [left, bottom];
  };
  const light = (list, entities, event, tell) => {
    clear();
    for (const edge of list) {
      edge.g.classList.add("on"); edge.label_g.classList.add("on"); edge.a.g.classList.add("on"); edge.b.g.classList.add("on");
      edge.item.classList.add("on");
      for (const element of of("r", edge.item.dataset.r)) element.classList.add("on");
    }
    for (const entity of entities) {
      nodes[entity].g.classList.add("on");
      for (const element of of("e", entity)) if (element.tagName === "MARK") element.classList.add("on");
    }
    if (list.length || entities.length) svg.classList.add("dim");
    if (tell && list.length) {
      tip.replaceChildren(...list.slice(0, 4).map(edge => {
        const box = document.createElement("div");
        box.append(...[...edge.item.childNodes].slice(0, 3).map(node => node.cloneNode(true)));
        return box;
      }));
      tip.hidden = false;
      const { width, height } = tip.getBoundingClientRect(), [x, y] = spot(event);
      tip.style.left = Math.max(8, Math.min(x + 16, innerWidth - width - 12)) + "px";
      tip.style.top = Math.max(8, Math.min(y + 18, innerHeight - height - 12)) + "px";
    }
  };
  const hover = (element, show) => {
    element.addEventListener("mouseenter", show);
    element.addEventListener("mouseleave", clear);
  };
  const choose = (element, show) => {
    hover(element, show);
    element.setAttribute("tabindex", 0);
    element.addEventListener("focus", show);
    element.addEventListener("blur", clear);
  };
  edges.forEach((edge, number) => {
    for (const part of [edge.hit, edge.text]) hover(part, event => light([edge], [], event, true));
    edge.item.id = `relation-${number}`;
    choose(edge.item, event => light([edge], [], event, false));
  });
  const touching = number => edges.filter(edge => edge.s === number || edge.t === number);
  nodes.forEach((node, number) => {
    node.g.id = `entity-${number}`;
    node.g.setAttribute("role", "img");
    node.g.setAttribute("aria-label", node.item.textContent);
    choose(node.g, event => light(touching(number), [number], event, false));
  });
  for (const sentence of document.querySelectorAll(".s")) {
    const list = sentence.dataset.r.split(" ").map(number => edges[number]);
    choose(sentence, event => light(list, [], event, true));
  }
  for (const mark of document.querySelectorAll("article mark[data-e]")) {
    const number = +mark.dataset.e;
    mark.addEventListener("click", event => light(touching(number), [number], event, false));
  }

  // Boxes can be moved.
  for (const node of nodes) node.g.addEventListener("pointerdown", start => {
    start.preventDefault();
    node.g.focus({ preventScroll: true });
    node.g.setPointerCapture(start.pointerId);
    const scale = svg.getScreenCTM().a, { x, y } = node;
    const move = event => {
      node.x = x + (event.clientX - start.clientX) / scale; node.y = y + (event.clientY - start.clientY) / scale;
      node.g.setAttribute("transform", `translate(${node.x} ${node.y})`);
      for (const edge of edges) if (edge.a === node || edge.b === node) place(edge);
    };
    node.g.addEventListener("pointermove", move);
    node.g.addEventListener("pointerup", () => { node.g.removeEventListener("pointermove", move); spread(); }, { once: true });
  });
  // The wheel looks closer, at where the pointer is.
  svg.addEventListener("wheel", event => {
    event.preventDefault();
    const { x, y, width, height } = svg.viewBox.baseVal, by = Math.exp(event.deltaY / 600);
    const box = svg.getScreenCTM().inverse(), px = event.clientX * box.a + box.e, py = event.clientY * box.d + box.f;
    svg.setAttribute("viewBox", `${px + (x - px) * by} ${py + (y - py) * by} ${width * by} ${height * by}`);
  }, { passive: false });
  addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    if (document.activeElement) document.activeElement.blur();
    clear();
  });
  // An address that ends in #relation-3 or #entity-0 shows that one.
  const named = () => {
    const chosen = document.getElementById(location.hash.slice(1));
    if (chosen) chosen.focus();
  };
  addEventListener("hashchange", named);
  named();
  document.documentElement.dataset.drawn = `${nodes.length} ${edges.length}`;
})();
