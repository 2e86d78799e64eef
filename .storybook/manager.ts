import { addons } from 'storybook/manager-api'
import { themes } from 'storybook/theming'

addons.setConfig({
  theme: { ...themes.normal, brandTitle: 'react-assistants' },
  // A page to use and not a part to inspect: it gets the room.
  layoutCustomisations: {
    showPanel: ({ storyId }, byDefault) => (storyId?.startsWith('playground') ? false : byDefault),
  },
})
