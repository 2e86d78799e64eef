/** Headers for every request, or what makes them: asked each time, and for fresh ones after a 401. */
export type HeadersSource =
  | Record<string, string>
  | ((reason: { refresh: boolean }) => Record<string, string> | Promise<Record<string, string>>)

export interface AskedHeaders {
  headers: Record<string, string>
  /** How many refreshes had been made when these were asked for. */
  age: number
}

/** Asks for headers; with the age of those that the server refused, for fresher ones. */
export type AskHeaders = (refused: number | null) => Promise<AskedHeaders>

/**
 * Asks a headers function for each request, and lets all that wait after a 401 share one refresh: those that are
 * refused while it runs, those that start meanwhile, and those that were sent before it and are refused after it.
 */
export function createAskHeaders(source: HeadersSource): AskHeaders {
  if (typeof source !== 'function') return () => Promise.resolve({ headers: source, age: 0 })
  let age = 0
  let freshest: AskedHeaders | undefined
  let refreshing: Promise<AskedHeaders> | undefined

  const refresh = async () => {
    const headers = await source({ refresh: true })
    freshest = { headers, age: ++age }
    return freshest
  }

  return async (refused) => {
    if (refreshing) return refreshing
    if (refused === null) {
      const asked = age
      return { headers: await source({ refresh: false }), age: asked }
    }
    if (freshest && freshest.age > refused) return freshest
    refreshing = refresh().finally(() => {
      refreshing = undefined
    })
    return refreshing
  }
}
