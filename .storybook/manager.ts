import { addons } from 'storybook/manager-api'
import { themes } from 'storybook/theming'

addons.setConfig({
  theme: { ...themes.normal, brandTitle: 'react-assistants' },
  // Groups of their own would stand below all that is in none, whatever order is asked for.
  sidebar: { showRoots: false },
  // Pages to use or to read, and not parts to inspect: they get the room.
  layoutCustomisations: {
    showPanel: ({ storyId }, byDefault) =>
      /^(?:playground|reference)-/.test(storyId ?? '') ? false : byDefault,
  },
})
