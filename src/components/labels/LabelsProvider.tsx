'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { english, type Labels } from './english.js'

const LabelsContext = createContext<Labels>(english)

export interface LabelsProviderProps {
  /** Every word that the parts below show. @default english */
  labels?: Labels | undefined
  /** What speaks in these words. */
  children: ReactNode
}

/** Gives every part below its words. */
export function LabelsProvider({ labels = english, children }: LabelsProviderProps) {
  return <LabelsContext value={labels}>{children}</LabelsContext>
}

/** The words of the language around this component. */
export const useLabels = (): Labels => useContext(LabelsContext)
