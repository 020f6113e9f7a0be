// The line to the server: a stream of events while the tab is in sight, tried again when it breaks.

const FIRST = 300, LONGEST = 5000; // milliseconds
const CHANNEL = "asiansite-preview-hidden";

export class Line {
  constructor(own, { heard, lost, back }) {
    this.own = own;
    Object.assign(this, { heard, lost, back });
    this.stream = null;
    this.wait = FIRST;
    this.timer = null;
    this.ended = false;
    this.me = String(Math.random());
    // A browser keeps six connections to a host. Of the tabs out of sight only the last one that was seen keeps
    // its stream, as an editor's window may just stand in front of it; the others catch up when they are shown.
    this.others = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : null;
    this.others?.addEventListener("message", ({ data }) => {
      if (data !== this.me && document.hidden) this.pause();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.others ? this.others.postMessage(this.me) : this.pause();
      else this.open();
    });
    window.addEventListener("pagehide", () => this.pause());
    window.addEventListener("pageshow", ({ persisted }) => { if (persisted) this.open(); });
  }

  open() {
    if (this.ended || this.stream || this.timer) return;
    const { base, token, version } = this.own;
    const query = new URLSearchParams({ token, path: location.pathname, version });
    const stream = this.stream = new EventSource(`${base}/__asiansite/events?${query}`);
    stream.onopen = () => { this.wait = FIRST; };
    stream.onmessage = ({ data }) => this.heard(JSON.parse(data));
    stream.onerror = () => { if (stream === this.stream) this.broken(); };
  }

  pause() {
    this.stream?.close();
    this.stream = null;
    clearTimeout(this.timer);
    this.timer = null;
  }

  close() {
    this.ended = true;
    this.pause();
  }

  // A server that was started anew has another token, so the page is asked for first.
  broken() {
    this.pause();
    if (this.ended) return;
    this.timer = setTimeout(async () => {
      // True: it is there; false: it is, with nothing to show yet; nothing: no answer.
      const found = await this.back();
      if (this.timer === null) return; // paused meanwhile
      this.timer = null;
      if (found === undefined) this.lost();
      if (found) this.open();
      else this.broken();
    }, this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST);
  }
}
