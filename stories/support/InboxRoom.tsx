import { useEffect, useState } from 'react'
import { ActionInbox, AssistantChat, useKnownThreads } from '../../src/index.js'
import type { Stage } from './createStage.js'
import { Staged } from './Staged.js'
import './inboxRoom.css'

export interface InboxRoomProps {
  stage: Stage
  /** What people call each thread, by its id. */
  titles: Readonly<Record<string, string>>
}

/** An inbox beside a chat, as an app would place them. */
export function InboxRoom({ stage, titles }: InboxRoomProps) {
  return (
    <Staged stage={stage}>
      <Room stage={stage} titles={titles} />
    </Staged>
  )
}

function Room({ stage, titles }: InboxRoomProps) {
  const { add } = useKnownThreads()
  const [threadId, setThreadId] = useState<string | null>(null)
  useEffect(() => {
    for (const [id, title] of Object.entries(titles)) add(id, title)
    // Once, when the room is entered: `add` is a new function with each change of the list.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [titles])
  return (
    <div className="inbox-room">
      <ActionInbox.Root onOpen={(action) => setThreadId(action.threadId)} />
      <AssistantChat
        aria-label="Chat"
        threadId={threadId}
        onThreadChange={setThreadId}
        assistantId={stage.travelDesk}
        greeting="Open something that waits, or write a message."
      />
    </div>
  )
}
