/** Without 【 and 】, which stand around the mark of a citation in any script. */
const cjk =
  /^[\u1100-\u11ff\u2e80-\u300f\u3012-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffee\u{20000}-\u{3ffff}]/u

/** Whether a text begins with a letter or a sign of Chinese, Japanese or Korean, which have no spaces between words. */
export const isCjk = (text: string): boolean => text.charCodeAt(0) >= 0x11_00 && cjk.test(text)
