import { type ReactNode, useSyncExternalStore } from 'react'

import { Source } from './Code.js'
import type { CacheWatch } from './watchCache.js'

export interface LiveExampleProps {
  source: string
  cache: CacheWatch
  children: ReactNode
}

/** An example at work, what it leaves in the cache, and its source: the very file that runs. */
export function LiveExample({ source, cache, children }: LiveExampleProps) {
  return (
    <section aria-labelledby="example" className="reference-example">
      <h2 id="example">Live</h2>
      <div className="reference-example-sides">
        <div>
          <div className="reference-stage">{children}</div>
          <CacheView cache={cache} />
        </div>
        <Source label="Source of the example">{publicSource(source)}</Source>
      </div>
    </section>
  )
}

function CacheView({ cache }: { cache: CacheWatch }) {
  const entries = useSyncExternalStore(cache.subscribe, cache.read)
  return (
    <table className="reference-cache">
      <caption>The cache: keys after the root</caption>
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">Holds</th>
          <th scope="col">Asked</th>
          <th scope="col">Written</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ key, holds, asked, written }) => (
          <tr key={key}>
            <th scope="row">
              <code>{key}</code>
            </th>
            <td>{holds}</td>
            <td>{asked}</td>
            <td>{written}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** An app imports the package where a story imports the sources beside it. */
const publicSource = (source: string) =>
  source.replaceAll(/'[./]+\/src\/index\.js'/g, `'react-assistants'`).trimEnd()
