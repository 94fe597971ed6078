const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** How long ago, or ahead; the time itself is in its title. */
export function Ago({ at }: { readonly at: string }) {
  const time = new Date(at);
  return (
    <time dateTime={at} title={absolute.format(time)}>
      {agoText(time)}
    </time>
  );
}

/** The time itself. */
export function At({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} className="number">
      {absolute.format(new Date(at))}
    </time>
  );
}

function agoText(time: Date): string {
  const seconds = (time.getTime() - Date.now()) / 1_000;
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit);
  }
  return 'just now';
}
