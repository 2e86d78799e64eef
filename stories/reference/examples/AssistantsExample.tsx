import { skipToken } from '@tanstack/react-query'
import { useState } from 'react'
import { listItems, useAssistant, useAssistants, useModifyAssistant } from '../../../src/index.js'

/** A list, one of its rows, and a write that both of them show. */
export function AssistantsExample() {
  const [assistant_id, choose] = useState<string>()
  const list = useAssistants()
  const one = useAssistant(assistant_id ? { assistant_id } : skipToken)
  const modify = useModifyAssistant()
  return (
    <>
      <ul>
        {listItems(list.data).map(({ id, name }) => (
          <li key={id}>
            <button type="button" aria-pressed={id === assistant_id} onClick={() => choose(id)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
      {one.data && (
        <form
          action={(form) =>
            modify.mutate({ assistant_id: one.data.id, name: form.get('name') as string })
          }
        >
          <label>
            Name <input name="name" key={one.data.id} defaultValue={one.data.name ?? ''} />
          </label>
          <button type="submit">Rename</button>
          <p>{one.data.name} is read from its own key, and changes with the list.</p>
        </form>
      )}
      {modify.error && <p role="alert">{modify.error.message}</p>}
    </>
  )
}
