'use client'

import { Component, type ReactNode } from 'react'
import type { Place } from './createPlace.js'

interface KeepRowsProps {
  place: Place | undefined
  /** The rows are in the document, and have their sizes. */
  onRows: () => void
  children: ReactNode
}

/** Sees to it that rows that come or go do not move the others. Only a class hears of a change right before it. */
export class KeepRows extends Component<KeepRowsProps> {
  override componentDidMount(): void {
    this.props.onRows()
  }

  override getSnapshotBeforeUpdate(): null {
    this.props.place?.look()
    return null
  }

  override componentDidUpdate(): void {
    this.props.place?.hold()
    this.props.onRows()
  }

  override render(): ReactNode {
    return this.props.children
  }
}
