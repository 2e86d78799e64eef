import type { StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { AssistantChat, RunStatus, ThreadView, ToolOutputForm } from '../../src/index.js'
import { type Loaded, loaded } from './loaded.js'
import { Staged } from './Staged.js'
import { ChatRoom, ThreadStage } from './ThreadStage.js'

type Render = NonNullable<StoryObj['render']>

/** The messages of a thread, in a place to scroll in. */
export function MessageList() {
  return (
    <ThreadView.Root>
      <ThreadView.Viewport>
        <ThreadView.Messages />
      </ThreadView.Viewport>
    </ThreadView.Root>
  )
}

/** A story that shows the messages of the thread that its loader gave. */
export const renderMessages: Render = (_args, context) => (
  <ChatRoom>
    <ThreadStage {...loaded(context)}>
      <MessageList />
    </ThreadStage>
  </ChatRoom>
)

/** A story that shows all there is to say of a thread's run. */
export const renderStatus: Render = (_args, context) => (
  <ThreadStage {...loaded(context)}>
    <RunStatus.Root>
      <RunStatus.Announcement />
      <RunStatus.Label />
      <RunStatus.Error />
      <RunStatus.Retry />
      <RunStatus.Overdue />
      <RunStatus.Unanswered />
      <RunStatus.Stop />
      <RunStatus.NoStop />
      <RunStatus.Steps />
    </RunStatus.Root>
  </ThreadStage>
)

/** A story that shows what a thread's run asks, after the messages and with what becomes of the run. */
export const renderForm: Render = (_args, context) => (
  <div className="form-room">
    <ThreadStage {...loaded(context)}>
      <ThreadView.Messages />
      <ToolOutputForm.Coming />
      <ToolOutputForm.Root />
      <ToolOutputForm.Kept />
      <RunStatus.Root>
        <RunStatus.Announcement />
        <RunStatus.Label />
        <RunStatus.Error />
        <RunStatus.Stop />
      </RunStatus.Root>
    </ThreadStage>
  </div>
)

/** A story that shows a whole chat, which begins its own thread where the loader gave none. */
export const renderChat: Render = (_args, context) => <Chat {...loaded(context)} />

function Chat({ stage, threadId: begin }: Partial<Loaded> & Pick<Loaded, 'stage'>) {
  const [threadId, setThreadId] = useState(begin ?? null)
  return (
    <Staged stage={stage}>
      <ChatRoom>
        <AssistantChat
          aria-label="Chat"
          threadId={threadId}
          onThreadChange={setThreadId}
          assistantId={stage.travelDesk}
        />
      </ChatRoom>
    </Staged>
  )
}
