'use client'

import { type Context, useContext } from 'react'
import { ConfigurationError } from '../api/index.js'

/**
 * What the part around this one gives.
 *
 * @param root the part that has to be around, as it is written in JSX
 * @param missing what there is none of without it
 * @throws ConfigurationError outside of it
 */
export function useInside<T>(context: Context<T | null>, root: string, missing: string): T {
  const given = useContext(context)
  if (given !== null) return given
  throw new ConfigurationError(
    `A part was rendered outside of <${root}>, so there is no ${missing}. Put it inside one.`,
  )
}
