import { expectTypeOf } from 'vitest'
import {
  Composer,
  MessageView,
  type RunPhase,
  RunStatus,
  ThreadView,
  ToolOutputForm,
} from '../../src/index.js'

// What a part tells in its `data-` attributes is told to its `render`, too.
export const elements = [
  <Composer.Send
    key="send"
    render={(props, state) => {
      expectTypeOf(state).toEqualTypeOf<{ empty: boolean }>()
      return <button {...props}>{state.empty ? 'Write first' : props.children}</button>
    }}
  />,
  <MessageView.Root
    key="message"
    id="m"
    render={(props, { role }) => {
      expectTypeOf(role).toEqualTypeOf<'user' | 'assistant'>()
      return <article {...props} />
    }}
  />,
  <RunStatus.Root
    key="status"
    render={(props, { phase }) => {
      expectTypeOf(phase).toEqualTypeOf<RunPhase>()
      return <div {...props} />
    }}
  />,
  <ThreadView.ToLatest
    key="latest"
    render={(props, { unseen }) => <button {...props}>{unseen ?? 0}</button>}
  />,
  <ToolOutputForm.Submit
    key="submit"
    render={(props, { state }) => <button {...props} hidden={state === 'locked'} />}
  />,
]
