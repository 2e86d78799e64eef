import type { useRender } from '@base-ui/react/use-render'
import type { ElementType } from 'react'

/** The props of a part: those of its element, `render` to put another in its place, and `ref`. */
export type PartProps<Tag extends ElementType, State = object> = useRender.ComponentProps<
  Tag,
  State
>
