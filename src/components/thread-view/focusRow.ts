/** What of a row takes the keyboard's focus: its message. */
export const focusableOf = (row: Element | undefined): HTMLElement | null =>
  row?.querySelector<HTMLElement>(':scope > *') ?? null

/** Moves the keyboard's focus to a row, and scrolls nothing. */
export function focusRow(row: Element | undefined): void {
  const element = focusableOf(row)
  if (element && !element.hasAttribute('tabindex')) element.tabIndex = -1
  element?.focus({ preventScroll: true })
}
