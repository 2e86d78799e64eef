import type { ReactNode } from 'react'
import { ThreadProvider, type ThreadProviderProps } from '../../src/index.js'
import type { Stage } from './createStage.js'
import { Staged } from './Staged.js'
import './threadStage.css'

export interface ThreadStageProps extends Pick<ThreadProviderProps, 'threadId' | 'assistantId'> {
  stage: Stage
  children: ReactNode
}

/** One thread on a stage, for stories that show a part by itself. */
export function ThreadStage({ stage, children, ...thread }: ThreadStageProps) {
  return (
    <Staged stage={stage}>
      <ThreadProvider assistantId={stage.travelDesk} {...thread}>
        {children}
      </ThreadProvider>
    </Staged>
  )
}

/** Room of a chat's size, for stories that show a whole one. */
export function ChatRoom({ children }: { children: ReactNode }) {
  return <div className="chat-room">{children}</div>
}
