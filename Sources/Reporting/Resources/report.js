// The scored cloud: plain WebGL, nothing loaded.
(() => {
  "use strict";
  const data = document.getElementById("cloud-data");
  const canvas = document.getElementById("cloud-view");
  if (!data || !canvas) return;
  const clouds = JSON.parse(data.textContent);
  const status = document.getElementById("cloud-status");
  const part = document.getElementById("cloud-part");
  const gl = canvas.getContext("webgl", { antialias: true });
  if (!gl) {
    status.textContent = "This browser shows no WebGL; assay score --cloud writes the same points as PLY.";
    return;
  }

  const vertex = `
    attribute vec3 place; attribute vec3 color; attribute float anomaly;
    uniform mat3 turn; uniform vec2 zoom; uniform float size; uniform float heat; varying vec3 shade;
    vec3 plasma(float t) {
      vec3 a = vec3(0.051, 0.031, 0.529), b = vec3(0.494, 0.012, 0.659), c = vec3(0.8, 0.278, 0.471),
        d = vec3(0.973, 0.584, 0.251), e = vec3(0.941, 0.976, 0.129);
      if (t < 0.25) return mix(a, b, t * 4.0);
      if (t < 0.5) return mix(b, c, t * 4.0 - 1.0);
      if (t < 0.75) return mix(c, d, t * 4.0 - 2.0);
      return mix(d, e, t * 4.0 - 3.0);
    }
    void main() {
      vec3 p = turn * (place * 2.0 - 1.0) * vec3(1.0, -1.0, -1.0);
      float depth = 3.2 - p.z;
      gl_Position = vec4(p.xy * zoom * 2.4, p.z * -0.2 * depth, depth);
      gl_PointSize = size * 3.2 / depth;
      float grey = dot(color, vec3(0.3, 0.59, 0.11));
      vec3 hot = mix(vec3(0.25 + 0.6 * grey), plasma(anomaly), smoothstep(0.0, 0.3, anomaly));
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
    gl.useProgram(program);
    buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enable(gl.DEPTH_TEST);
    gl.clearColor(0.078, 0.086, 0.106, 1);
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
  begin();
  show(Number(part.value));
})();
