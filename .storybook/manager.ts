import { addons } from 'storybook/manager-api'
import { themes } from 'storybook/theming'

addons.setConfig({
  theme: { ...themes.normal, brandTitle: 'react-assistants' },
  // Pages to use or to read, and not parts to inspect: they get the room.
  layoutCustomisations: {
    showPanel: ({ storyId }, byDefault) =>
      /^(?:playground|reference)-/.test(storyId ?? '') ? false : byDefault,
  },
})
