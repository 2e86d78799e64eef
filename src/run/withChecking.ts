import type * as Checking from './checking.js'
import { PartNotLoadedError } from './errors.js'

/**
 * Loads what holds values against schemas, and does something with it; what cannot be loaded is asked for again next time.
 *
 * @throws PartNotLoadedError when it, or what it needs in its turn, does not come
 */
export async function withChecking<T>(act: (checking: typeof Checking) => Promise<T>): Promise<T> {
  try {
    return await act(await import('./checking.js'))
  } catch (cause) {
    throw new PartNotLoadedError(cause)
  }
}
