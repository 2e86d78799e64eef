'use client'

import { useSyncExternalStore } from 'react'

import type { OperationName } from '../../api/index.js'
import { useAssistantsClient } from '../ClientProvider.js'

/**
 * Whether an operation can be used: edition and dialect have it, and the server was not seen to lack its route. It is
 * there to hide what cannot work; a read or a write that is used all the same ends with an `UnsupportedError`, or with
 * what the server answers.
 */
export function useIsSupported(operation: OperationName): boolean {
  const { isSupported, onSupportChange } = useAssistantsClient()
  const read = () => isSupported(operation)
  return useSyncExternalStore(onSupportChange, read, read)
}
