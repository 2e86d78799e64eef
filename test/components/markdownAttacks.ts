const host = 'evil.test'

/** What a link or a picture might be made to lead to. */
const targets = [
  `https://${host}/x`,
  `//${host}/x`,
  `\\\\${host}/x`,
  `/\\${host}/x`,
  `https:\\\\${host}`,
  `https:${host}`,
  `https:/${host}`,
  `https://user:pass@${host}/`,
  `https://bank.test@${host}/`,
  `ftp://${host}/`,
  `file:///etc/passwd`,
  `blob:https://${host}/1`,
  'data:text/html,<script>alert(1)</script>',
  'data:image/svg+xml;base64,PHN2Zy8+',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'java&#10;script:alert(1)',
  'java&NewLine;script:alert(1)',
  '&#106;avascript:alert(1)',
  '&#x6A;avascript&colon;alert(1)',
  'javascript&#58;alert(1)',
  'javascript&#0000058;alert(1)',
  '\u0001javascript:alert(1)',
  '\u200bjavascript:alert(1)',
  'javascript\u2028:alert(1)',
  'vbscript:msgbox(1)',
  'view-source:javascript:alert(1)',
  'livescript:alert(1)',
  'about:blank',
  'intent://x#Intent;end',
  `https://${host}/"onmouseover="alert(1)`,
  `https://${host}/'><img src=x onerror=alert(1)>`,
  `https://\u202e${host}/`,
  `https://${host}%00.bank.test/`,
  `http://${host}:99999/`,
  'mailto:a@b.test?body=<script>',
  'tel:javascript:alert(1)',
]

/** The ways in which a target gets into a text. */
const forms: readonly ((target: string) => string)[] = [
  (to) => `[a](${to})`,
  (to) => `[a](<${to}>)`,
  (to) => `[a](${to} "t")`,
  (to) => `![a](${to})`,
  (to) => `![a](<${to}> 't')`,
  (to) => `[![a](${to})](${to})`,
  (to) => `[a][r]\n\n[r]: ${to}`,
  (to) => `[r]: <${to}>\n\n![r]`,
  (to) => `[r]: ${to} "t"\n\n[r][] ![b][r]`,
  (to) => `<${to}>`,
  (to) => to,
  (to) => `www.${to}`,
  (to) => `|a|\n|-|\n|[b](${to}) ![c](${to})|`,
  (to) => `> - **[a](${to})**`,
  (to) => `# ![a](${to})`,
  (to) => `- [ ] [a](${to})`,
  (to) => `<img src="${to}">`,
  (to) => `<a href='${to}'>a</a>`,
  (to) => `<iframe src=${to}></iframe>`,
  (to) => `<link rel=prefetch href="${to}">`,
  (to) => `<svg><image href="${to}"/></svg>`,
  (to) => `<style>@import "${to}"</style>`,
  (to) => `<meta http-equiv=refresh content="0;${to}">`,
  (to) => `<base href="${to}">`,
  (to) => `<video poster=${to}><source src=${to}>`,
  (to) => `<object data="${to}"></object><embed src="${to}">`,
  (to) => `<form action="${to}"><button>a`,
  (to) => `<div style="background:url(${to})">a</div>`,
  (to) => `[^1]\n\n[^1]: ${to}`,
  (to) => `\`\`\`${to}\n<img src="${to}">\n\`\`\``,
]

/** How a text may be dressed. */
const guises: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `\u202e${text}`,
  (text) => `before **${text}** after`,
]

/** Every target in every form and guise. */
export const attacks: readonly string[] = targets.flatMap((target) =>
  forms.flatMap((form) => guises.map((guise) => guise(form(target)))),
)

/** Some beginnings of a text, the whole among them, more where it is short. */
export function beginnings(text: string, most: number): string[] {
  const count = Math.min(most, text.length)
  return Array.from({ length: count }, (_, at) =>
    text.slice(0, Math.ceil(((at + 1) * text.length) / count)),
  )
}
