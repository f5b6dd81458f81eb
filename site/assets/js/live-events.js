// Events of the site (home/live.py) for open pages: listen(stream, { onKeys, onChange, missed, signal }). `onKeys` gets lists
// of keys, `onChange` what they mean, on channels where the site says so.
// When there is no stream, or the site says that it can't tell everything (Redis is away), `missed` is called now and then
// instead: it asks for what is new. After a break it is called once. All times are spread, so that nobody comes in a herd.

const POLL = 25_000; // milliseconds
const AGAIN = 90_000;

const spread = (time) => time * (0.6 + 0.8 * Math.random());

export function listen(address, { onKeys, onChange, missed, signal }) {
  let source = null;
  let polling = null;
  let broken = false;

  function poll(on) {
    clearTimeout(polling);
    polling = on ? setTimeout(ask, spread(POLL)) : null;
  }

  async function ask() {
    if (!document.hidden) await missed();
    if (polling) poll(true);
  }

  function open() {
    source = new EventSource(address);
    source.addEventListener("new", (event) => onKeys(JSON.parse(event.data)));
    source.addEventListener("change", (event) => onChange?.(JSON.parse(event.data)));
    source.addEventListener("poll", (event) => poll(event.data === "1"));
    source.addEventListener("open", () => {
      poll(false);
      if (broken) setTimeout(missed, spread(3000));
      broken = false;
    });
    source.addEventListener("error", () => {
      broken = true;
      if (source.readyState !== EventSource.CLOSED) return; // The browser comes back by itself.
      poll(true);
      setTimeout(() => signal.aborted || open(), spread(AGAIN));
    });
  }

  signal.addEventListener("abort", () => {
    source?.close();
    poll(false);
  });
  if ("EventSource" in window) open();
  else poll(true);
}
