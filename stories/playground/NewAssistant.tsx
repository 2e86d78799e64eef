import { type FormEvent, useState } from 'react'
import { toolDefinitions, useCreateAssistant, useRunSettings } from '../../src/index.js'

/** Makes an assistant: its name, its instructions, and the tools it may call. */
export function NewAssistant({ onCreate }: { onCreate: (id: string) => void }) {
  const { tools = {} } = useRunSettings()
  const { mutate, isPending, error } = useCreateAssistant()
  const [isOpen, setIsOpen] = useState(false)

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => {
      const value = form.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    const chosen = new Set(form.getAll('tools'))
    const kept = Object.entries(tools).filter(([name]) => chosen.has(name))
    mutate(
      {
        model: 'scripted',
        name: text('name') || 'Unnamed',
        instructions: text('instructions') || null,
        tools: toolDefinitions(Object.fromEntries(kept)),
      },
      {
        onSuccess: ({ id }) => {
          onCreate(id)
          setIsOpen(false)
        },
      },
    )
  }

  return (
    <details
      className="playground-new"
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary>Make an assistant</summary>
      <form onSubmit={onSubmit}>
        <label className="playground-field">
          Name
          <input name="name" maxLength={256} />
        </label>
        <label className="playground-field">
          Instructions
          <textarea name="instructions" rows={2} />
        </label>
        {Object.entries(tools).map(([name, tool]) => (
          <label key={name} className="playground-check">
            <input type="checkbox" name="tools" value={name} defaultChecked /> {tool.label ?? name}
          </label>
        ))}
        {error && <p role="alert">{error.message}</p>}
        <button type="submit" aria-disabled={isPending}>
          Make it
        </button>
      </form>
    </details>
  )
}
