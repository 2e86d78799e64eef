const two = (part: number) => String(Math.trunc(Math.abs(part))).padStart(2, '0')

/** How far this place is from UTC at a moment, as a date-time tells it. */
function offsetAt(local: string): string {
  const minutes = -new Date(local).getTimezoneOffset()
  return minutes === 0 ? 'Z' : `${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}

const withSeconds = (text: string) =>
  /\d\d:\d\d$/.test(text) && !/:\d\d:/.test(text) ? `${text}:00` : text

/** What a control for moments holds, as JSON Schema's formats want it. */
export function readMoment(format: string, held: string): string {
  if (held === '' || format === 'date') return held
  const whole = withSeconds(held)
  return format === 'time' ? whole : whole + offsetAt(whole)
}

/** What a control for moments can show of a text; undefined when it can not, or the format is no moment. */
export function writeMoment(format: string, text: string): string | undefined {
  if (!/^(?:date|time|date-time)$/.test(format)) return undefined
  if (text === '') return text
  if (format === 'date') return /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined
  // A time of another place is not ours to change.
  if (format === 'time') return /^\d\d:\d\d(?::\d\d)?$/.test(text) ? text : undefined
  const moment = new Date(text)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[-+]\d\d:\d\d)$/i.test(text)) return undefined
  if (Number.isNaN(moment.getTime())) return undefined
  const date = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-')
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':')
  return `${date}T${time}`
}
