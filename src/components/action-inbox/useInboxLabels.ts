'use client'

import { useLabels } from '../labels/index.js'
import { englishInbox, type InboxLabels } from '../labels/englishInbox.js'

/** The words of the inbox: those of the catalogue around it, else English. */
export const useInboxLabels = (): InboxLabels => useLabels().inbox ?? englishInbox
