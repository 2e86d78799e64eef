'use client'

import { Component, type ReactNode } from 'react'

interface MessageBoundaryProps {
  /** The children are tried anew when it changes. */
  attempt: unknown
  fallback: ReactNode
  children: ReactNode
}

interface MessageBoundaryState {
  attempt: unknown
  isBroken: boolean
}

/** Keeps what one message throws from the rest of the page. */
export class MessageBoundary extends Component<MessageBoundaryProps, MessageBoundaryState> {
  override state: MessageBoundaryState = { attempt: this.props.attempt, isBroken: false }

  static getDerivedStateFromError(): Partial<MessageBoundaryState> {
    return { isBroken: true }
  }

  static getDerivedStateFromProps(
    { attempt }: MessageBoundaryProps,
    state: MessageBoundaryState,
  ): MessageBoundaryState | null {
    return attempt === state.attempt ? null : { attempt, isBroken: false }
  }

  override render(): ReactNode {
    return this.state.isBroken ? this.props.fallback : this.props.children
  }
}
