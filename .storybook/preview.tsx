import type { Decorator, Preview } from '@storybook/react-vite'
import { type ReactNode, useLayoutEffect } from 'react'

import '../src/styles/index.css'
import './preview.css'

function Themed({ theme, children }: { theme: unknown; children: ReactNode }) {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    if (theme === 'light' || theme === 'dark') dataset['theme'] = theme
    else delete dataset['theme']
  }, [theme])
  return children
}

const withTheme: Decorator = (Story, { globals }) => (
  <Themed theme={globals['theme']}>
    <Story />
  </Themed>
)

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [withTheme],
  initialGlobals: { theme: 'auto' },
  globalTypes: {
    theme: {
      description: 'Colours',
      toolbar: {
        icon: 'contrast',
        dynamicTitle: true,
        items: [
          { value: 'auto', title: 'Follow the system' },
          { value: 'light', title: 'Light', icon: 'sun' },
          { value: 'dark', title: 'Dark', icon: 'moon' },
        ],
      },
    },
  },
  parameters: {
    a11y: { test: 'error' },
    controls: { expanded: true },
    // The first is what opens by itself.
    options: {
      storySort: {
        order: [
          'Playground',
          'Parts',
          // The whole, then its parts as they stand on screen, from top to bottom.
          [
            'AssistantChat',
            'ThreadView',
            'MessageView',
            'Markdown',
            'ToolOutputForm',
            'RunStatus',
            'Composer',
            'ActionInbox',
          ],
          'Forms',
          ['Fields', 'Ready-made', 'States and faults', 'Keywords'],
          'Walks',
          'Reference',
        ],
      },
    },
  },
}

export default preview
