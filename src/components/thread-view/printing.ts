let isPrinting = false

function subscribe(tell: () => void): () => void {
  const change = (next: boolean) => () => {
    isPrinting = next
    tell()
  }
  const begin = change(true)
  const end = change(false)
  const media = typeof matchMedia === 'function' ? matchMedia('print') : null
  const onMedia = ({ matches }: MediaQueryListEvent) => change(matches)()
  addEventListener('beforeprint', begin)
  addEventListener('afterprint', end)
  // Not every browser tells by events when it prints.
  media?.addEventListener('change', onMedia)
  return () => {
    removeEventListener('beforeprint', begin)
    removeEventListener('afterprint', end)
    media?.removeEventListener('change', onMedia)
  }
}

/** Whether the page is being put on paper: then all that is loaded is shown. */
export const printing = { subscribe, read: (): boolean => isPrinting }
