'use client'

import type { ReactNode } from 'react'
import { ThreadProvider, type ThreadProviderProps } from '../../run/index.js'
import { Composer } from '../composer/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { RunStatus } from '../run-status/index.js'
import { ThreadView } from '../thread-view/index.js'
import { ToolOutputForm } from '../tool-output-form/index.js'

export interface AssistantChatProps
  extends Omit<PartProps<'section'>, 'children'>, Omit<ThreadProviderProps, 'children'> {
  /** Stands in place of messages while there are none. */
  greeting?: ReactNode
}

/**
 * A whole conversation, ready-made: messages, what the run does, what it asks, and the composer. What fails says so where
 * it was done, with the next step; nothing that was written is lost by it. It fills what it stands in and scrolls within,
 * so give that a height.
 */
export function AssistantChat({
  threadId,
  around,
  onThreadChange,
  assistantId,
  runParams,
  whenBusy,
  draftKey,
  greeting,
  ...props
}: AssistantChatProps) {
  const element = usePart('section', props, {
    className: 'ra-chat',
    children: (
      <>
        <ThreadView.Root>
          <ThreadView.Viewport>
            <ThreadView.Older />
            <ThreadView.Empty>{greeting}</ThreadView.Empty>
            <ThreadView.Messages />
            <ThreadView.Newer />
            <ThreadView.Missing />
            <ToolOutputForm.Coming />
            <ToolOutputForm.Root />
            <ToolOutputForm.Kept />
          </ThreadView.Viewport>
          <ThreadView.ToLatest />
        </ThreadView.Root>
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
        <Composer.Root>
          <Composer.Busy />
          <Composer.NotSaved />
          <Composer.Input />
          <Composer.Send />
        </Composer.Root>
      </>
    ),
  })
  return (
    <ThreadProvider
      threadId={threadId}
      onThreadChange={onThreadChange}
      runParams={runParams}
      draftKey={draftKey}
      around={around}
      assistantId={assistantId}
      whenBusy={whenBusy}
    >
      {element}
    </ThreadProvider>
  )
}
