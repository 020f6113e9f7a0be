// Moments as the site's own clock shows them, whatever zone the browser is in.

// "2026-12-01T08:00:00+08:00" → "Tue 1 Dec, 08:00"
export function moment(iso) {
  const asWritten = new Date(`${iso.slice(0, 19)}Z`);
  const words = new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC", weekday: "short", day: "numeric", month: "short", year: yearOf(iso), hour: "2-digit", minute: "2-digit",
  });
  return words.format(asWritten);
}

const yearOf = (iso) => (iso.startsWith(String(new Date().getFullYear())) ? undefined : "numeric");

// "in 2 days"
export function fromNow(iso) {
  const minutes = Math.round((new Date(iso) - Date.now()) / 60000);
  const [size, unit] = Math.abs(minutes) < 90 ? [1, "minute"] : Math.abs(minutes) < 2880 ? [60, "hour"] : [1440, "day"];
  return new Intl.RelativeTimeFormat("en").format(Math.round(minutes / size), unit);
}
