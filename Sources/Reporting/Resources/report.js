// On a phone only the first category of each section is open; all names and their figures stay in sight.
(() => {
  "use strict";
  if (!window.matchMedia("(max-width: 40rem)").matches) return;
  for (const section of document.querySelectorAll("section")) {
    const categories = [...section.querySelectorAll("details.category")];
    if (categories.length > 3) for (const category of categories.slice(1)) category.open = false;
  }
})();

// The scored cloud: plain WebGL, nothing loaded. Without it the still picture stays.
(() => {
  "use strict";
  const data = document.getElementById("cloud-data");
  const canvas = document.getElementById("cloud-view");
  if (!data || !canvas) return;
  const gl = canvas.getContext("webgl", { antialias: true });
  if (!gl) return;
  const { clouds, colors } = JSON.parse(data.textContent);
  const status = document.getElementById("cloud-status");
  const part = document.getElementById("cloud-part");

  const vertex = `
    attribute vec3 place; attribute vec3 color; attribute float anomaly;
    uniform mat3 turn; uniform vec2 zoom; uniform float size; uniform float heat; varying vec3 shade;
    uniform vec3 stops[${colors.length}];
    vec3 warmth(float t) {
      float scaled = t * ${colors.length - 1}.0;
      vec3 found = stops[0];
      for (int i = 1; i < ${colors.length}; i++) found = mix(found, stops[i], clamp(scaled - float(i - 1), 0.0, 1.0));
      return found;
    }
    void main() {
      vec3 p = turn * (place * 2.0 - 1.0) * vec3(1.0, -1.0, -1.0);
      float depth = 3.2 - p.z;
      gl_Position = vec4(p.xy * zoom * 2.4, p.z * -0.2 * depth, depth);
      gl_PointSize = size * 3.2 / depth;
      float grey = dot(color, vec3(0.3, 0.59, 0.11));
      vec3 hot = mix(vec3(0.25 + 0.6 * grey), warmth(anomaly), smoothstep(0.0, 0.3, anomaly));
      shade = mix(color, hot, heat);
    }`;
  const fragment = `
    precision mediump float; varying vec3 shade;
    void main() {
      vec2 q = gl_PointCoord - 0.5;
      if (dot(q, q) > 0.25) discard;
      gl_FragColor = vec4(shade, 1.0);
    }`;

  let program, buffer, shown, yaw, pitch, zoom;

  const compile = (type, text) => {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    return shader;
  };

  const begin = () => {
    program = gl.createProgram();
    gl.attachShader(program, compile(gl.VERTEX_SHADER, vertex));
    gl.attachShader(program, compile(gl.FRAGMENT_SHADER, fragment));
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return false;
    gl.useProgram(program);
    const parts = colors.flatMap((color) => [0, 2, 4].map((start) => parseInt(color.slice(start, start + 2), 16) / 255));
    gl.uniform3fv(gl.getUniformLocation(program, "stops"), parts);
    buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enable(gl.DEPTH_TEST);
    gl.clearColor(0.078, 0.086, 0.106, 1);
    return true;
  };

  // Blocks of all places, all colours, all anomalies; each read where it lies.
  const show = (index) => {
    shown = clouds[index];
    const bytes = Uint8Array.from(atob(shown.points), (c) => c.charCodeAt(0));
    gl.bufferData(gl.ARRAY_BUFFER, bytes, gl.STATIC_DRAW);
    const point = (name, size, type, start) => {
      const at = gl.getAttribLocation(program, name);
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, size, type, true, 0, start);
    };
    point("place", 3, gl.UNSIGNED_SHORT, 0);
    point("color", 3, gl.UNSIGNED_BYTE, 6 * shown.count);
    point("anomaly", 1, gl.UNSIGNED_BYTE, 9 * shown.count);
    status.textContent = `${shown.count} points of ${shown.id}, in a cube of ${(shown.extent * 1000).toPrecision(3)} mm.`;
    draw();
  };

  const reset = () => { yaw = 0.4; pitch = 0.45; zoom = 1.25; };

  const draw = () => {
    if (!shown) return;
    const scale = Math.min(window.devicePixelRatio || 1, 2);
    const [width, height] = [canvas.clientWidth * scale, canvas.clientHeight * scale].map(Math.round);
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    gl.viewport(0, 0, width, height);
    const uniform = (name) => gl.getUniformLocation(program, name);
    const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
    gl.uniformMatrix3fv(uniform("turn"), false, [cy, sp * sy, cp * sy, 0, cp, -sp, -sy, sp * cy, cp * cy]);
    const side = Math.min(width, height);
    gl.uniform2f(uniform("zoom"), (zoom * side) / width, (zoom * side) / height);
    gl.uniform1f(uniform("size"), Math.max(2, (zoom * side * 1.5) / Math.sqrt(shown.count)));
    gl.uniform1f(uniform("heat"), Number(document.querySelector("input[name=cloud-color]:checked").value));
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.drawArrays(gl.POINTS, 0, shown.count);
  };

  const turn = (x, y) => {
    yaw += x;
    pitch = Math.max(-1.5, Math.min(1.5, pitch + y));
    draw();
  };
  const magnify = (factor) => {
    zoom = Math.max(0.4, Math.min(8, zoom * factor));
    draw();
  };

  const pointers = new Map();
  const spread = () => {
    const [a, b] = [...pointers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  canvas.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const before = pointers.size === 2 ? spread() : 0;
    const now = { x: event.clientX, y: event.clientY };
    pointers.set(event.pointerId, now);
    if (pointers.size === 1) turn((now.x - last.x) * 0.008, (now.y - last.y) * 0.008);
    else if (before > 0) magnify(spread() / before);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, (event) => pointers.delete(event.pointerId));
  }
  canvas.addEventListener("wheel", (event) => {
    // Who scrolls past the picture wants to go on down the page.
    if (document.activeElement !== canvas && !event.ctrlKey) return;
    event.preventDefault();
    magnify(Math.exp(-event.deltaY * 0.0015));
  }, { passive: false });

  const keys = {
    ArrowLeft: () => turn(-0.1, 0), ArrowRight: () => turn(0.1, 0), ArrowUp: () => turn(0, -0.1),
    ArrowDown: () => turn(0, 0.1), "+": () => magnify(1.15), "=": () => magnify(1.15),
    "-": () => magnify(1 / 1.15), 0: () => { reset(); draw(); },
  };
  canvas.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  document.getElementById("cloud-reset").addEventListener("click", () => { reset(); draw(); });
  part.addEventListener("change", () => show(Number(part.value)));
  for (const input of document.querySelectorAll("input[name=cloud-color]")) input.addEventListener("change", draw);
  window.addEventListener("resize", draw);
  canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
  canvas.addEventListener("webglcontextrestored", () => { begin(); show(Number(part.value)); });

  reset();
  if (!begin()) return;
  for (const [id, isHidden] of [["cloud-still", true], ["cloud-stage", false], ["cloud-help", false]]) {
    document.getElementById(id).hidden = isHidden;
  }
  show(Number(part.value));
})();
