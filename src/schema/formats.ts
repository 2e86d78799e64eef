type IsRight = (text: string) => boolean

const pattern =
  (rule: RegExp): IsRight =>
  (text) =>
    rule.test(text)

const compiles: IsRight = (text) => {
  try {
    return Boolean(new RegExp(text, 'u'))
  } catch {
    return false
  }
}

const date: IsRight = (text) => {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  // A day that there is not is read as one of the next month.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const hour = '([01]\\d|2[0-3]):([0-5]\\d)'
const clock = new RegExp(`^${hour}:(?:[0-5]\\d|(60))(?:\\.\\d+)?(?:z|([+-])${hour})$`, 'i')

const time: IsRight = (text) => {
  const found = clock.exec(text)
  if (!found) return false
  const [, hours, minutes, leap, sign, hoursAway = 0, minutesAway = 0] = found
  const away = (Number(hoursAway) * 60 + Number(minutesAway)) * (sign === '-' ? -1 : 1)
  const minute = Number(hours) * 60 + Number(minutes) - away
  // A second is added at the end of a day in Greenwich only.
  return !leap || (minute + 1) % 1_440 === 0
}

const ipv4 = pattern(/^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/)

const ipv6: IsRight = (text) => {
  try {
    return /^[\da-f:.]+$/i.test(text) && Boolean(new URL(`http://[${text}]`))
  } catch {
    return false
  }
}

const hostname = pattern(
  /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i,
)

const mailbox =
  /^("(?:[ !#-[\]-~]|\\[ -~])*"|(?!\.|.*\.\.|.*\.@)[\w.!#$%&'*+/=?^`{|}~-]+)@(?:\[(?:ipv6:(.+)|(.+))\]|(.+))$/i

const email: IsRight = (text) => {
  const [, name = '', v6, v4, host = ''] = mailbox.exec(text) ?? []
  return name.length <= 64 && (v6 ? ipv6(v6) : v4 ? ipv4(v4) : hostname(host))
}

const coded = '%[\\da-f]{2}'
const sign = `[\\w.~!$&'()*+,;=:@/-]|${coded}`
const hostPart = `\\[(?:v[\\da-f]+\\.[\\w.~!$&'()*+,;=:-]+|([^\\]]*))\\]|(?:(?![@:/])(?:${sign}))*`
const authority = `(?:(?:(?![@/])(?:${sign}))*@)?(?:${hostPart})(?::\\d*)?(?=[/?#]|$)`
const query = `(?:${sign}|\\?)*`
const address = new RegExp(
  `^([a-z][a-z\\d+.-]*:)?(?://${authority}|(?!//))(?:${sign})*(?:\\?${query})?(?:#${query})?$`,
  'i',
)

const isAddress =
  (isWhole: boolean): IsRight =>
  (text) => {
    const found = address.exec(text)
    return Boolean(found && (!isWhole || found[1]) && (found[2] === undefined || ipv6(found[2])))
  }

const letter = `(?:\\w|${coded})`
const variable = `${letter}(?:\\.?${letter})*(?::[1-9]\\d{0,3}|\\*)?`
const expression = `\\{[+#./;?&=,!@|]?${variable}(?:,${variable})*\\}`

/** The formats that are enforced: those of JSON Schema that a text can be held against without tables. */
export const formats: Readonly<Record<string, IsRight>> = {
  date,
  time,
  'date-time': (text) => {
    const [day = '', rest = '', ...more] = text.split(/[t\s]/i)
    return date(day) && time(rest) && more.length === 0
  },
  duration: pattern(
    /^P(?!$|.*Y\d+D|.*H\d+S)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/,
  ),
  uri: isAddress(true),
  'uri-reference': isAddress(false),
  'uri-template': pattern(
    new RegExp(`^(?:[^\\0- \\x7f"<>%\\\\^\`{|}]|${coded}|${expression})*$`, 'i'),
  ),
  email,
  hostname,
  ipv4,
  ipv6,
  regex: compiles,
  uuid: pattern(/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i),
  'json-pointer': pattern(/^(?:\/(?:[^~]|~[01])*)?$/),
  'json-pointer-uri-fragment': pattern(/^#(?:\/(?:[\w.!$&'()*+,;:=@/-]|%[\da-f]{2}|~[01])*)?$/i),
  'relative-json-pointer': pattern(/^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~]|~[01])*)?)$/),
}
