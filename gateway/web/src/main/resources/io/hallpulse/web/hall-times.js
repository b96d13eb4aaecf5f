// Times on the hall's own clock. A formatter is dear, so each is made once.

const FORMATS = {
  minute: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  day: { month: "long", day: "numeric" },
  weekday: { weekday: "long" },
  shortDay: { month: "short", day: "numeric" },
  shortWeekday: { weekday: "short" },
};

const made = new Map();

/** An instant, in milliseconds since 1970, in one of the formats above. */
export function timeText(millis, format, locale, timeZone) {
  const key = `${format} ${locale} ${timeZone}`;
  let formatter = made.get(key);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(locale, { ...FORMATS[format], timeZone });
    made.set(key, formatter);
  }
  return formatter.format(millis);
}

/** 11月28日 星期六, or Sat 28 Nov. */
export function dateText(millis, locale, timeZone) {
  return locale.startsWith("zh")
    ? `${timeText(millis, "day", locale, timeZone)} ${timeText(millis, "weekday", locale, timeZone)}`
    : `${timeText(millis, "shortWeekday", locale, timeZone)} ${timeText(millis, "shortDay", locale, timeZone)}`;
}
