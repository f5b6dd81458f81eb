// The caption editor ([data-captions]): the picture and the text beside it. A line of times shows its picture; a button puts a
// new caption where the picture stands. The text can be edited without any of this.

const editor = document.querySelector("[data-captions]");
const video = editor?.querySelector("video");
const text = editor?.querySelector("textarea");

const stamp = (seconds) => {
  const whole = new Date(Math.max(0, seconds) * 1000).toISOString();
  return whole.slice(11, 23);
};

const seconds = (times) => {
  const match = /(?:(\d{2,}):)?(\d\d):(\d\d)\.(\d{3})\s+-->/.exec(times);
  return match ? Number(match[1] ?? 0) * 3600 + Number(match[2]) * 60 + Number(match[3]) + Number(match[4]) / 1000 : null;
};

// The times of the caption that the cursor is in: its own line, or the nearest above.
function here() {
  const lines = text.value.slice(0, text.selectionStart).split("\n");
  lines[lines.length - 1] = text.value.split("\n")[lines.length - 1];
  return seconds(lines.findLast((line) => line.includes("-->")) ?? "");
}

function insert() {
  const at = video.currentTime;
  const made = `\n\n${stamp(at)} --> ${stamp(at + 4)}\n`;
  const next = [...text.value.matchAll(/^.*-->.*$/gm)].find((match) => seconds(match[0]) > at);
  const place = next ? text.value.lastIndexOf("\n\n", next.index) : text.value.trimEnd().length;
  text.setRangeText(made, place < 0 ? text.value.length : place, place < 0 ? text.value.length : place, "end");
  text.focus();
}

async function start() {
  if (video.canPlayType("application/vnd.apple.mpegurl") && !window.MediaSource) {
    video.src = editor.dataset.src;
    return;
  }
  const { default: Hls } = await import(new URL(editor.dataset.hls, document.baseURI));
  const hls = new Hls({ enableWorker: false });
  hls.loadSource(editor.dataset.src);
  hls.attachMedia(video);
}

if (video) {
  for (const [name, act] of [["insert", insert], ["go", () => (video.currentTime = here() ?? video.currentTime)]]) {
    const button = editor.querySelector(`[data-${name}]`);
    button.hidden = false;
    button.addEventListener("click", act);
  }
  start();
}
