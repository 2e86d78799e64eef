import { stopCounting } from './countRenders.js'
import '@testing-library/jest-dom/vitest'

import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// On a busy machine a chunk that is loaded on demand takes its time.
configure({ asyncUtilTimeout: 10_000 })

// Testing Library does this by itself only where afterEach is a global.
afterEach(cleanup)
afterEach(stopCounting)
