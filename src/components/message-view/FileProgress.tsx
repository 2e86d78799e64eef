import type { Progress } from '../../api/index.js'

/** How much has come, where that is known. */
export function FileProgress({ label, progress }: { label: string; progress: Progress | null }) {
  const { loaded = 0, total = null } = progress ?? {}
  return (
    <span className="ra-quiet">
      {label} <progress aria-label={label} {...(total !== null && { value: loaded, max: total })} />
    </span>
  )
}
