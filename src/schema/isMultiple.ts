/** A number as the whole number of its digits, and the power of ten that it is multiplied with. */
function digitsOf(value: number) {
  const [digits = '', power = '0'] = String(Math.abs(value)).split('e')
  const [, behind = ''] = digits.split('.')
  return [BigInt(digits.replace('.', '')), Number(power) - behind.length] as const
}

/** Whether a number is a multiple of a step, as people write both: 0.3 is one of 0.1. */
export function isMultiple(value: number, step: number): boolean {
  const [one, powerOfOne] = digitsOf(value)
  const [other, powerOfOther] = digitsOf(step)
  const raised = (digits: bigint, by: number) => digits * 10n ** BigInt(Math.max(by, 0))
  const apart = powerOfOne - powerOfOther
  return raised(one, apart) % raised(other, -apart) === 0n
}
