const TIMESTAMP =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d{2}):(\d{2})(?:\.(\d*))?(?:[ \t]*(?:(Z)|([-+])(\d\d?)(?::(\d{2}))?))?)?$/;

/**
 * A YAML 1.1 timestamp as the journal of the reference shows it: Python's ISO form of a date or of a date and time, six digits of a
 * second where there are any, `+00:00` for UTC (core.md §3). Undefined for a day or time that does not exist.
 */
export function parseTimestamp(text: string): string | undefined {
  const match = TIMESTAMP.exec(text);
  if (match === null) return undefined;
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour,
    minute = '',
    second = '',
    fraction,
    utc,
    sign,
    zoneHour,
    zoneMinute,
  ] = match;
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  const date = `${year}-${two(month)}-${two(day)}`;
  if (hour === undefined) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const micros = (fraction ?? '').slice(0, 6).padEnd(6, '0');
  const time = `${two(hour)}:${minute}:${second}${micros === '000000' ? '' : `.${micros}`}`;
  if (utc !== undefined) return `${date}T${time}+00:00`;
  if (sign === undefined || zoneHour === undefined) return `${date}T${time}`;
  const minutes = Number(zoneHour) * 60 + Number(zoneMinute ?? 0);
  if (minutes >= 24 * 60) return undefined;
  const shown = minutes === 0 ? '+' : sign;
  return `${date}T${time}${shown}${two(String(Math.floor(minutes / 60)))}:${two(String(minutes % 60))}`;
}

function two(digits: string): string {
  return digits.padStart(2, '0');
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (lengths[month - 1] ?? 0);
}
